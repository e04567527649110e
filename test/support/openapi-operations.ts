import { call } from './call.ts';
import { startServer } from './start-server.ts';

/** One operation of `/openapi.json`, and where it is. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly example?: string }[];
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content: Readonly<Record<string, { readonly example?: unknown } | undefined>>;
  };
  readonly responses: Readonly<Record<string, Documented>>;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
}

interface Documented {
  readonly content?: Readonly<Record<string, { readonly schema: object; readonly example?: unknown } | undefined>>;
}

export async function listOperations(): Promise<readonly Operation[]> {
  await using server = await startServer();
  const { paths } = (await call(`${server.baseUrl}/openapi.json`)).body;
  return Object.entries<Record<string, Operation>>(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      path,
      method: method.toUpperCase(),
    })),
  );
}

/** The path with those values in place of its parameters, or with those of its examples. */
export function fillPath({ path, parameters = [] }: Operation, values: Readonly<Record<string, string>> = {}): string {
  return path.replace(/\{(\w+)\}/g, (_, name) => {
    const example = parameters.find((parameter) => parameter.in === 'path' && parameter.name === name)?.example;
    return values[name] ?? example ?? `no example of ${name}`;
  });
}

/** The JSON that its example sends, if it sends any. */
export function exampleBody({ requestBody }: Operation): unknown {
  return requestBody?.content['application/json']?.example;
}
