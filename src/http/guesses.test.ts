import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Guess, Guesses } from './guesses.ts';

afterEach(() => void vi.useRealTimers());

const alice = { address: '203.0.113.1', name: 'alice' };

/** Guesses whose delays last until the test ends them. */
function setUp() {
  const delays: { readonly ms: number; end(): void }[] = [];
  const warn = vi.fn();
  const pause = (ms: number) => new Promise<void>((end) => delays.push({ ms, end }));
  const guesses = new Guesses({ logger: { warn }, pause });
  const endAll = () => {
    for (const { end } of delays) end();
  };
  return { guesses, delays, warn, endAll };
}

type Setting = ReturnType<typeof setUp>;

/** Fails so often, each time after the delay of the time before; gives how long these were. */
async function failTimes({ guesses, delays }: Setting, times: number, guess: Guess): Promise<readonly number[]> {
  const from = delays.length;
  for (let done = 0; done < times; done += 1) {
    const known = delays.length;
    const failed = guesses.failed(guess);
    for (const { end } of delays.slice(known)) end();
    await failed;
  }
  return delays.slice(from).map(({ ms }) => ms);
}

describe('wrong credentials', () => {
  test('with names longer than any name are counted together, whatever comes after', async () => {
    const setting = setUp();
    const long = 'x'.repeat(255);

    for (let index = 0; index < 10; index += 1) {
      const guess = { address: `2001:db8::${index}`, name: `${long}${'y'.repeat(index)}` };
      expect(await failTimes(setting, 1, guess)).toEqual([]);
    }
    expect(await failTimes(setting, 1, { address: '2001:db8::99', name: long })).toEqual([250]);
  });

  test('are refused at once ten times, then after a delay that grows up to some seconds', async () => {
    const setting = setUp();

    expect(await failTimes(setting, 10, alice)).toEqual([]);
    expect(await failTimes(setting, 8, alice)).toEqual([250, 500, 1000, 2000, 4000, 8000, 8000, 8000]);
    expect(await failTimes(setting, 2000, alice)).toContain(8000);
    expect(Math.max(...setting.delays.map(({ ms }) => ms))).toBe(8000);
  });

  test('count for the address, whatever the name', async () => {
    const setting = setUp();
    for (const name of 'abcdefghij') await failTimes(setting, 1, { ...alice, name });

    expect(await failTimes(setting, 1, { address: alice.address })).toEqual([250]);
    expect(await failTimes(setting, 1, { address: '203.0.113.2' })).toEqual([]);
  });

  test('count for the name, whatever the address', async () => {
    const setting = setUp();
    for (let host = 1; host <= 10; host += 1) await failTimes(setting, 1, { ...alice, address: `198.51.100.${host}` });

    expect(await failTimes(setting, 1, { address: '192.0.2.1', name: 'Alice' })).toEqual([250]);
    expect(await failTimes(setting, 1, { address: '192.0.2.1', name: 'bob' })).toEqual([]);
  });

  test('are forgotten after a quarter of an hour without any', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
    const setting = setUp();
    await failTimes(setting, 11, alice);

    vi.advanceTimersByTime(15 * 60_000 - 10);
    expect(await failTimes(setting, 1, alice)).toEqual([500]);

    vi.advanceTimersByTime(15 * 60_000 + 10);
    expect(await failTimes(setting, 10, alice)).toEqual([]);
  });
});

describe('the answers that wait', () => {
  const refused = expect.objectContaining({ code: 'rate_limited', retryAfterSeconds: 8 });

  test('are few for one address; the next is refused at once, until there is room again', async () => {
    const setting = setUp();
    await failTimes(setting, 20, alice);
    const waiting = Array.from({ length: 8 }, () => setting.guesses.failed(alice));

    await expect(setting.guesses.failed(alice)).rejects.toEqual(refused);
    await expect(setting.guesses.failed({ address: alice.address })).rejects.toEqual(refused);

    setting.endAll();
    await Promise.all(waiting);
    expect(await failTimes(setting, 1, alice)).toEqual([8000]);
  });

  test('are bounded for all together', async () => {
    const setting = setUp();
    const guessers = Array.from({ length: 33 }, (_, host) => ({ address: `203.0.113.${host}` }));
    for (const guesser of guessers) await failTimes(setting, 20, guesser);
    const [last = alice, ...others] = guessers;
    const waiting = others.flatMap((guesser) => Array.from({ length: 8 }, () => setting.guesses.failed(guesser)));

    await expect(setting.guesses.failed(last)).rejects.toEqual(refused);

    setting.endAll();
    await Promise.all(waiting);
  });

  test('leave when the server ends', async () => {
    const guesses = new Guesses({ logger: { warn: vi.fn() } });
    const answers = Array.from({ length: 18 }, () => guesses.failed(alice));

    guesses[Symbol.dispose]();

    expect(await Promise.all(answers)).toHaveLength(18);
  });
});

describe('the log', () => {
  test('tells once that somebody guesses', async () => {
    const setting = setUp();
    await failTimes(setting, 10, alice);
    expect(setting.warn).not.toHaveBeenCalled();

    await failTimes(setting, 50, alice);

    expect(setting.warn.mock.calls).toEqual([[alice, expect.stringContaining('credentials are being guessed')]]);
  });

  test('does without a name where there is none', async () => {
    const setting = setUp();

    await failTimes(setting, 11, { address: alice.address });

    expect(setting.warn.mock.calls[0]?.[0]).toEqual({ address: alice.address });
  });

  test('shows a name without what could forge a line, and without a token in its place', async () => {
    const token = `sbx_${'Ab-_'.repeat(11)}`;
    const setting = setUp();

    await failTimes(setting, 11, { address: alice.address, name: `al\r\n\u001b[2Jice\u202e ${token}` });

    expect(setting.warn.mock.calls[0]?.[0].name).toBe('al[2Jice …');
  });
});

describe('a secret that people choose', () => {
  test('is looked at and found at once, also where its name was guessed at before from elsewhere', async () => {
    const setting = setUp();
    await failTimes(setting, 20, alice);

    expect(await setting.guesses.attempt({ ...alice, address: '192.0.2.1' }, async () => 'Alice')).toBe('Alice');
    expect(setting.delays).toHaveLength(10);
  });

  test('is looked at after a delay when its address has guessed, right or wrong', async () => {
    const setting = setUp();
    await failTimes(setting, 12, { address: alice.address });
    const check = vi.fn(async () => 'Alice');

    const attempt = setting.guesses.attempt(alice, check);
    await vi.waitFor(() => expect(setting.delays.map(({ ms }) => ms)).toEqual([250, 500, 500]));
    expect(check).not.toHaveBeenCalled();

    setting.endAll();
    expect(await attempt).toBe('Alice');
    expect(await failTimes(setting, 1, { address: alice.address })).toEqual([1000]);
  });

  test('that was wrong waits for the no as long as ever, what it waited before among it', async () => {
    const setting = setUp();
    await failTimes(setting, 12, { address: alice.address });

    const attempt = setting.guesses.attempt(alice, async () => undefined);
    setting.endAll();
    await vi.waitFor(() => expect(setting.delays.map(({ ms }) => ms)).toEqual([250, 500, 500, 500]));
    setting.endAll();

    expect(await attempt).toBeUndefined();
  });

  test('is one of a few that wait to be looked at for one address, and keeps nobody elsewhere out', async () => {
    const setting = setUp();
    await failTimes(setting, 12, { address: alice.address });
    const attempts = Array.from({ length: 32 }, (_, index) =>
      setting.guesses.attempt({ ...alice, name: `${index}` }, async () => 'somebody'),
    );

    await expect(setting.guesses.attempt(alice, async () => 'Alice')).rejects.toMatchObject({ code: 'rate_limited' });
    expect(await setting.guesses.attempt({ ...alice, address: '192.0.2.1' }, async () => 'Alice')).toBe('Alice');

    setting.endAll();
    expect(await Promise.all(attempts)).toHaveLength(32);
    const later = setting.guesses.attempt(alice, async () => 'Alice');
    setting.endAll();
    expect(await later).toBe('Alice');
  });

  test('is one of a bounded number that wait to be looked at, of all together', async () => {
    const setting = setUp();
    const addresses = Array.from({ length: 9 }, (_, host) => `198.51.100.${host}`);
    for (const address of addresses) await failTimes(setting, 11, { address });
    const attempts = addresses
      .slice(0, 8)
      .flatMap((address) =>
        Array.from({ length: 32 }, (_, index) => setting.guesses.attempt({ address, name: `${index}` }, async () => 1)),
      );

    const ninth = setting.guesses.attempt({ address: '198.51.100.8', name: 'joe' }, async () => 1);
    await expect(ninth).rejects.toMatchObject({ code: 'rate_limited' });
    expect(await setting.guesses.attempt(alice, async () => 'Alice')).toBe('Alice');

    setting.endAll();
    await Promise.all(attempts);
  });

  test('counts as wrong credentials when it is not found', async () => {
    const setting = setUp();
    for (let done = 0; done < 10; done += 1) await setting.guesses.attempt(alice, async () => undefined);

    const attempt = setting.guesses.attempt(alice, async () => undefined);
    await vi.waitFor(() => expect(setting.delays).toMatchObject([{ ms: 250 }]));
    setting.endAll();

    expect(await attempt).toBeUndefined();
  });

  test('is looked at once at a time while an earlier guess waits, which keeps nobody else out', async () => {
    const setting = setUp();
    for (let done = 0; done < 10; done += 1) await setting.guesses.attempt(alice, async () => undefined);
    const waiting = setting.guesses.attempt(alice, async () => undefined);
    await vi.waitFor(() => expect(setting.delays).toHaveLength(1));
    const right = vi.fn(async () => 'Alice');

    await expect(setting.guesses.attempt(alice, right)).rejects.toMatchObject({ code: 'rate_limited' });
    expect(right).not.toHaveBeenCalled();
    expect(await setting.guesses.attempt({ ...alice, address: '198.51.100.1' }, right)).toBe('Alice');
    const neighbour = setting.guesses.attempt({ ...alice, name: 'bob' }, async () => 'Bob');

    setting.endAll();
    expect([await neighbour, await waiting]).toEqual(['Bob', undefined]);
    const later = setting.guesses.attempt(alice, right);
    setting.endAll();
    expect(await later).toBe('Alice');
  });

  test('is not guessed faster by guesses that are all made at once', async () => {
    const guesses = new Guesses({ logger: { warn: vi.fn() }, pause: async () => {} });
    const check = vi.fn(async () => undefined);

    const attempts = await Promise.allSettled(Array.from({ length: 1000 }, () => guesses.attempt(alice, check)));

    expect(check).toHaveBeenCalledTimes(10);
    expect(attempts.filter(({ status }) => status === 'rejected')).toHaveLength(990);
  });

  test('that cannot be checked is no guess', async () => {
    const setting = setUp();
    const broken = async () => {
      throw new Error('the store is away');
    };
    for (let done = 0; done < 20; done += 1)
      await expect(setting.guesses.attempt(alice, broken)).rejects.toThrow('away');

    expect(await failTimes(setting, 10, alice)).toEqual([]);
  });
});
