import { isUtf8 } from 'node:buffer';

/**
 * Reads what `git for-each-ref` says when a null character, which no field can hold, ends each field. The first field is
 * the name; a ref whose name is not UTF-8 is left out.
 */
export function parseRefs(output: Buffer, fieldCount: number): readonly (readonly string[])[] {
  // One character for each byte, so that the bytes are still there when the fields have been told apart.
  const fields = output.toString('latin1').split('\0');
  const refs: Buffer[][] = [];
  for (let start = 0; start + fieldCount < fields.length; start += fieldCount) {
    const [name = '', ...others] = fields.slice(start, start + fieldCount);
    // Git ends each ref with a newline, which thus comes before the next name.
    refs.push([name.replace(/^\n/, ''), ...others].map((field) => Buffer.from(field, 'latin1')));
  }
  return refs.filter(([name]) => name && isUtf8(name)).map((ref) => ref.map((field) => field.toString('utf8')));
}
