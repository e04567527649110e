const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a request of that method leaves everything as it is. */
export function isReading(method: string): boolean {
  return readingMethods.has(method);
}
