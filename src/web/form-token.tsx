import { formTokenName } from './form.ts';

/** In every form: without it, nothing that is sent counts. */
export function FormToken({ value }: { readonly value: string }) {
  return <input type="hidden" name={formTokenName} value={value} />;
}
