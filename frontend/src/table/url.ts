import type { GenEnum } from '@bufbuild/protobuf/codegenv2';

/** The search part of an address as the router hands it over: text, or several texts. */
export type RawSearch = Record<string, string | string[]>;

/** How one value of a list's state is written in the address. Nothing is written for the empty value. */
export interface Param<Value> {
  empty: Value;
  read: (raw: readonly string[]) => Value;
  write: (value: Value) => string[];
}

export type ParamsOf<State> = { [Key in keyof State]: Param<State[Key]> };

/** The state that a set of params describes: `type Filters = StateOf<typeof params>`. */
export type StateOf<Params> = { [Key in keyof Params]: Params[Key] extends Param<infer Value> ? Value : never };

const MAX_TEXT = 200;

/** What the id of anything in Kartoteka looks like. */
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whatever an address may hold, state is always well-formed: what cannot be read is dropped. */
export const param = {
  text: (): Param<string> => ({
    empty: '',
    read: (raw) => (raw[0] ?? '').slice(0, MAX_TEXT),
    write: (value) => (value === '' ? [] : [value]),
  }),

  texts: (): Param<string[]> => ({
    empty: [],
    read: (raw) => [...new Set(raw.map((value) => value.slice(0, MAX_TEXT)).filter(Boolean))],
    write: (value) => value,
  }),

  /** The id of something; what is no id names nothing. */
  id: (): Param<string> => ({
    empty: '',
    read: ([text = '']) => (UUID.test(text) ? text : ''),
    write: (value) => (value === '' ? [] : [value]),
  }),

  /** true, false, or undefined for "does not matter"; written as yes and no. */
  flag: (): Param<boolean | undefined> => ({
    empty: undefined,
    read: (raw) => (raw[0] === 'yes' ? true : raw[0] === 'no' ? false : undefined),
    write: (value) => (value === undefined ? [] : [value ? 'yes' : 'no']),
  }),

  /** Values of an enum, written by name in lower case: status=blocked_by_erp. */
  enums: <Value extends number>(desc: GenEnum<Value>): Param<Value[]> => ({
    empty: [],
    read: (raw) =>
      desc.values
        .filter((value) => value.number !== 0 && raw.includes(value.localName.toLowerCase()))
        // The descriptor knows its numbers as numbers; they are the values of the enum.
        .map((value) => value.number as Value),
    write: (value) => value.map((number) => desc.value[number].localName.toLowerCase()),
  }),

  /** "createTime desc" as the API wants it; written as -createTime. Unknown fields fall back to the default. */
  sort: (fields: readonly string[], fallback: string): Param<string> => ({
    empty: fallback,
    read: (raw) => {
      const text = raw[0] ?? '';
      const field = text.replace(/^-/, '');
      if (!fields.includes(field)) return fallback;
      return text.startsWith('-') ? `${field} desc` : field;
    },
    write: (value) => {
      if (value === fallback) return [];
      const [field, direction] = value.split(' ');
      return [direction === 'desc' ? `-${field ?? ''}` : (field ?? '')];
    },
  }),
};

export function readState<State extends object>(params: ParamsOf<State>, search: RawSearch): State {
  const entries = keysOf(params).map((key) => [key, params[key].read(asArray(search[String(key)]))]);
  // The entries hold one value of the right type for each key of State.
  return Object.fromEntries(entries) as State;
}

/** The address for a state; parameters that belong to nobody here (an open drawer) stay. */
export function writeState<State extends object>(params: ParamsOf<State>, state: State, search: RawSearch): RawSearch {
  const others = Object.entries(search).filter(([key]) => !(key in params));
  const own = keysOf(params).flatMap((key): [string, string | string[]][] => {
    const texts = params[key].write(state[key]);
    return texts.length > 0 ? [[String(key), onlyOrAll(texts)]] : [];
  });
  return Object.fromEntries<string | string[]>([...others, ...own]);
}

export function emptyState<State extends object>(params: ParamsOf<State>): State {
  return readState(params, {});
}

/** Search strings are plain and short: ?q=lodz&status=active&status=pending&sort=-createTime */
export function parseSearch(text: string): RawSearch {
  const result: RawSearch = {};
  for (const [key, value] of new URLSearchParams(text)) {
    const present = result[key];
    result[key] = present === undefined ? value : [...asArray(present), value];
  }
  return result;
}

export function stringifySearch(search: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (typeof item === 'string') query.append(key, item);
    }
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

function onlyOrAll(texts: string[]): string | string[] {
  return texts.length === 1 && texts[0] !== undefined ? texts[0] : texts;
}

function asArray(value: string | string[] | undefined): string[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

function keysOf<State extends object>(params: ParamsOf<State>): (keyof State)[] {
  // Object.keys forgets the key type; params has exactly the keys of State.
  return Object.keys(params) as (keyof State)[];
}
