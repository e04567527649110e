import { scenarios } from '../load/scenarios.ts';
import type { Comparison } from '../parts/bench-context.ts';
import type { Machine, Result } from './results.ts';
import type { PairSummary } from './summarise-pair.ts';

type Pairs = readonly PairSummary[];

/** The results as the tables of docs/performance.md, one after the other. */
export function renderTables(results: readonly Result[]): string {
  const pairs = results.filter((result) => result.kind === 'pair');
  const sections = [
    machineLine(results.find((result) => result.kind === 'machine')),
    '### Against a bare server, by the number of connections',
    bareTable(pairs.filter(({ against }) => against === 'bare node:http')),
    '### What a request takes, 64 connections (50 for the hot commit)',
    costTable(
      pairs.filter(({ against, connections }) => against === 'bare node:http' && [50, 64].includes(connections)),
    ),
    '### Other comparisons',
    otherTable(pairs.filter(({ against }) => against !== 'bare node:http')),
    '### Single figures',
    figureTable(results),
    '### Killed in the middle of a load',
    killTable(results),
    '### Where the time goes',
    ...profileTables(results),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

function machineLine(machine: Machine | undefined): string {
  if (machine === undefined) return '';
  const { date, processors, memory, node, system } = machine;
  return `Measured on ${date}: ${processors}, ${memory}, Node.js ${node}, ${system}.`;
}

function bareTable(pairs: Pairs): string {
  const connections = [...new Set(pairs.map((pair) => pair.connections))].toSorted((one, other) => one - other);
  const rows = grouped(pairs, ({ scenario, store }) => `${scenarios[scenario].title} | ${store}`);
  return table(
    ['request', 'store', ...connections.map(String)],
    rows.map(([name, of]) => [
      name,
      ...connections.map((number) => ratioOf(of.find((pair) => pair.connections === number))),
    ]),
  );
}

function costTable(pairs: Pairs): string {
  const header = ['request', 'store', 'a second', 'bare', 'processor µs', 'bare', 'p99 ms', 'bare', 'memory MB'];
  return table(
    header,
    pairs.map(({ scenario, store, ours, other }) => [
      scenarios[scenario].title,
      store,
      ours.perSecond,
      other.perSecond,
      Math.round(ours.processorUs),
      Math.round(other.processorUs),
      milliseconds(ours.p99Us),
      milliseconds(other.p99Us),
      ours.memoryMb,
    ]),
  );
}

function otherTable(pairs: Pairs): string {
  return table(
    ['what', 'against', 'store', 'ratio', 'a second', 'the other'],
    pairs.map((pair) => [
      titleOf(pair),
      comparisons[pair.against],
      pair.store,
      ratioOf(pair),
      pair.ours.perSecond,
      pair.other.perSecond,
    ]),
  );
}

const comparisons: Readonly<Record<Comparison, string>> = {
  'bare node:http': 'a bare server',
  'one transaction each': 'one transaction for each request',
  'single POSTs': 'single POSTs on 64 connections, in statuses a second',
  'one process': 'one process',
  'empty store': 'an empty store',
};

function titleOf({ scenario, stored, against }: PairSummary): string {
  const { title } = scenarios[scenario];
  if (against === 'one process') return `${title}, two processes`;
  return stored === 0 ? title : `${title}, ${count(stored)} statuses stored`;
}

function figureTable(results: readonly Result[]): string {
  const figures = results.filter((result) => result.kind === 'figure');
  const rows = figures.map(({ what, store, stored, value, unit }) => [
    what,
    store,
    count(stored),
    `${Math.round(value)} ${unit}`,
  ]);
  return table(['what', 'store', 'statuses stored', 'median'], rows);
}

function killTable(results: readonly Result[]): string {
  const kills = results.filter((result) => result.kind === 'kill');
  const rows = kills.map(({ store, acknowledged, lost, torn }) => [store, count(acknowledged), lost, torn]);
  return table(['store', 'acknowledged before the kill', 'of these lost', 'rows that contradict each other'], rows);
}

function profileTables(results: readonly Result[]): readonly string[] {
  const profiles = results.filter((result) => result.kind === 'profile');
  return profiles.map(({ scenario, store, thread, parts }) => {
    const rows = parts.map(({ part, selfUs }) => [part, selfUs.toFixed(1)]);
    return `**${scenarios[scenario].title}**, ${store}, ${thread}\n\n${table(['part', 'µs a request'], rows)}`;
  });
}

function ratioOf(pair: PairSummary | undefined): string {
  if (pair === undefined) return '–';
  const { median, least, most } = pair.ratio;
  return `**${median.toFixed(2)}** (${least.toFixed(2)}–${most.toFixed(2)})`;
}

function milliseconds(microseconds: number): string {
  return (microseconds / 1000).toFixed(1);
}

function count(number: number): string {
  return number.toLocaleString('en');
}

function grouped(pairs: Pairs, nameOf: (pair: PairSummary) => string): readonly [string, Pairs][] {
  return [...Map.groupBy(pairs, nameOf)];
}

/** A name that holds a bar is two cells already. */
function table(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  if (rows.length === 0) return 'Not measured yet.';
  const lines = [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return lines.join('\n');
}
