const apiPath = /^\/(?:2\.0|signalbox|openapi\.json)(?:[/?]|$)/;

/** Whether programs use that path: they get JSON whatever they accept, and pages of other origins may be among them. */
export function isApiPath(url: string): boolean {
  return apiPath.test(url);
}
