import type { ServiceError } from '../domain/error.ts';
import type { FieldKind, FieldList, Filter, FilterValue } from './filter.ts';
import { invalidFilter } from './invalid-filter.ts';
import { isField } from './is-field.ts';
import { literalValue } from './literal-value.ts';
import type { Literal, ParsedComparison, ParsedFilter } from './parsed-filter.ts';
import { quote } from './quote.ts';

/** Ties a well-formed filter to the fields that there are. Throws `invalid` for an unknown field, or for what does not fit one. */
export function checkFilter<F extends string>(parsed: ParsedFilter, fields: FieldList<F>): Filter<F> {
  if (parsed.kind === 'comparison') return checkComparison(parsed, fields);
  return { kind: parsed.kind, operands: parsed.operands.map((operand) => checkFilter(operand, fields)) };
}

function checkComparison<F extends string>(comparison: ParsedComparison, fields: FieldList<F>): Filter<F> {
  const { field, operator, values } = comparison;
  if (!isField(field, fields)) throw unknownField(field, fields);
  const kind: FieldKind = fields[field];
  const [first] = values;
  switch (operator) {
    case '=':
    case '!=':
    case 'IN':
    case 'NOT IN': {
      const negated = operator === '!=' || operator === 'NOT IN';
      return { kind: 'equals', field, values: values.map((value) => valueOrNull(value, field, kind)), negated };
    }
    case '~':
    case '!~':
      if (kind !== 'text' && kind !== 'choice') throw unfitOperator(comparison);
      refuseNull(first);
      return { kind: 'contains', field, text: literalValue(first, field, kind), negated: operator === '!~' };
    default:
      if (kind === 'boolean' || kind === 'choice') throw unfitOperator(comparison);
      refuseNull(first);
      return { kind: 'order', field, operator, value: literalValue(first, field, kind) };
  }
}

function valueOrNull(literal: Literal, field: string, kind: FieldKind): FilterValue {
  return isNull(literal) ? null : literalValue(literal, field, kind);
}

function refuseNull(literal: Literal): void {
  if (isNull(literal)) throw invalidFilter('Only =, !=, IN and NOT IN compare with null.');
}

function isNull({ type, text }: Literal): boolean {
  return type === 'word' && text === 'null';
}

function unfitOperator({ field, operator }: ParsedComparison): ServiceError {
  return invalidFilter(`The field ${field} cannot be compared with ${operator}.`);
}

function unknownField(name: string, fields: FieldList): ServiceError {
  return invalidFilter(`There is no field ${quote(name)}; there are ${Object.keys(fields).join(', ')}.`);
}
