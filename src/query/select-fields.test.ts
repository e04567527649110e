import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFieldSelection } from './parse-field-selection.ts';
import { moreMembers, selectFields } from './select-fields.ts';

const page = {
  size: 2,
  next: 'http://127.0.0.1:4020/?page=2',
  values: [
    { key: 'a', links: { self: { href: '/a' }, commit: { href: '/c' } }, author: null },
    { key: 'b', links: { self: { href: '/b' }, commit: { href: '/c' } }, author: { name: 'bob' } },
  ],
};

describe('selectFields shows', () => {
  test.each<[string, unknown]>([
    ['size', { size: 2 }],
    ['values.key,size', { size: 2, values: [{ key: 'a' }, { key: 'b' }] }],
    ['values.links.self.href', { values: [{ links: { self: { href: '/a' } } }, { links: { self: { href: '/b' } } }] }],
    ['values.links.*.href,-values.links.commit', pick((value) => ({ links: { self: value.links.self } }))],
    ['values.author.name', { values: [{}, { author: { name: 'bob' } }] }],
    ['values.author', pick(({ author }) => ({ author }))],
    ['values,-values.links', pick(({ key, author }) => ({ key, author }))],
    ['*', page],
    ['*,-values', { size: page.size, next: page.next }],
  ])('only %s', (text, shown) => {
    expect(select(page, text)).toEqual(shown);
  });

  test.each<[string, unknown]>([
    ['-values', { size: page.size, next: page.next }],
    ['-values.links,-next', { size: 2, ...pick(({ key, author }) => ({ key, author })) }],
    ['-values.links.*', { ...page, ...pick((value) => ({ ...value, links: {} })) }],
    ['-*', {}],
    ['-*,+size', { size: 2 }],
    ['-*, size', { size: 2 }],
    ['-*,+values.key', pick(({ key }) => ({ key }))],
    ['-size,+size', page],
    ['-values.key,+values', page],
    ['+nope,-nowhere.at.all,+size.digits', page],
    ['', page],
  ])('the rest with %s', (text, shown) => {
    expect(select(page, text)).toEqual(shown);
  });

  test.each<[string, unknown]>([
    ['nope', {}],
    ['size.digits', {}],
    ['values.key.length', { values: [{}, {}] }],
    ['constructor,__proto__,toString,values.length', { values: [{}, {}] }],
    ['values.0', { values: [{}, {}] }],
  ])('nothing where %s leads nowhere', (text, shown) => {
    expect(select(page, text)).toEqual(shown);
  });
});

describe('a costly member', () => {
  test.each<[string, unknown]>([
    ['', { name: 'bar' }],
    ['-name', {}],
    ['owner', { owner: { name: 'alice' } }],
    ['+owner', { name: 'bar', owner: { name: 'alice' } }],
    ['owner.name', { owner: { name: 'alice' } }],
    ['+owner.name', { name: 'bar', owner: { name: 'alice' } }],
    ['*', { name: 'bar', owner: { name: 'alice' } }],
    ['+*', { name: 'bar', owner: { name: 'alice' } }],
    ['*.keys', { owner: { keys: ['k'] } }],
    ['owner,owner.keys', { owner: { name: 'alice', keys: ['k'] } }],
    ['+owner,+owner.keys', { name: 'bar', owner: { name: 'alice', keys: ['k'] } }],
    ['*,-owner', { name: 'bar' }],
  ])('is shown only where it is asked for: %j', (text, shown) => {
    expect(select(repository(), text)).toEqual(shown);
    expect(select({ values: [repository()] }, prefixed(text))).toEqual({ values: [shown] });
  });

  test('is not even made where it is not asked for', () => {
    const value = {
      name: 'bar',
      [moreMembers]: () => {
        throw new Error('made');
      },
    };

    expect(['', '-name', 'name', '-owner'].map((text) => select(value, text))).toHaveLength(4);
    expect(() => select(value, 'owner')).toThrow('made');
  });
});

describe('selectFields', () => {
  test('takes a member called __proto__ for one like any other', () => {
    const value: unknown = JSON.parse('{"__proto__": {"polluted": true}, "a": {"__proto__": 1}}');

    expect(JSON.stringify(select(value, '__proto__.polluted,a.__proto__'))).toBe(JSON.stringify(value));
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('shows everything of a plain object with *, and with nothing said', () => {
    fc.assert(
      fc.property(plainObjects(), (value) => {
        expect(select(value, '*')).toEqual(value);
        expect(select(value, '')).toEqual(value);
      }),
    );
  });

  test('shows nothing that is not in the value', () => {
    const names = fc.constantFrom('a', 'b', '*', '__proto__', 'length');
    const tokens = fc.tuple(fc.constantFrom('', '-', '+'), fc.array(names, { minLength: 1, maxLength: 3 }));
    const texts = fc.array(tokens).map((list) => list.map(([sign, path]) => sign + path.join('.')).join(','));
    fc.assert(
      fc.property(plainObjects(), texts, (value, text) => {
        expect(isPartOf(select(value, text), value), text).toBe(true);
      }),
    );
  });
});

function select(value: unknown, text: string): unknown {
  return selectFields(value, parseFieldSelection(text));
}

function pick(member: (value: (typeof page.values)[number]) => object): object {
  return { values: page.values.map(member) };
}

/** An owner is costly, and so are its keys. */
function repository(): object {
  const owner = { name: 'alice', [moreMembers]: () => ({ keys: ['k'] }) };
  return { name: 'bar', [moreMembers]: () => ({ owner }) };
}

function prefixed(text: string): string {
  return text.replace(/(^|,)([-+]?)(?=[\w*])/g, '$1$2values.');
}

function plainObjects(): fc.Arbitrary<object> {
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      fc.oneof(fc.integer(), fc.string(), fc.constant(null), fc.boolean()),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__'), tie('tree')),
    ),
  }));
  return fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__'), tree);
}

/** Each member is one of the whole's; of a list, single values may be missing. */
function isPartOf(part: unknown, whole: unknown): boolean {
  if (Array.isArray(part)) {
    return Array.isArray(whole) && part.every((element) => whole.some((candidate) => isPartOf(element, candidate)));
  }
  if (typeof part !== 'object' || part === null) return part === whole;
  if (typeof whole !== 'object' || whole === null) return false;
  return Object.entries(part).every(
    ([name, member]) => Object.hasOwn(whole, name) && isPartOf(member, Reflect.get(whole, name)),
  );
}
