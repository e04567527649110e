import { invalidFields, type ServiceError } from '../domain/error.ts';

/** What is wrong with a filter, as an error of the parameter that holds it. */
export function invalidFilter(message: string): ServiceError {
  return invalidFields({ q: [message] });
}
