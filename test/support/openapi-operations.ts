import { call } from './call.ts';

export interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly example?: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly example?: unknown } | undefined>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}

export interface OperationAt {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

/** Every operation of the server's `/openapi.json`. */
export async function listOperations(baseUrl: string): Promise<readonly OperationAt[]> {
  const { paths } = (await call(`${baseUrl}/openapi.json`)).body;
  return Object.entries<Record<string, Operation>>(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
}
