// Checks of plain data that comes from outside: stored settings, imported files, messages. A check says whether
// a value has its shape; it changes nothing and never throws. No check follows a getter's surprises: values come
// from JSON or structured clone and are plain.

export type Check<T> = (value: unknown) => value is T;
export type Checked<C> = C extends Check<infer T> ? T : never;

export const bool: Check<boolean> = (value): value is boolean => typeof value === "boolean";

/** A whole number from `low` to `high`. */
export function whole(low: number, high: number): Check<number> {
  return (value): value is number => Number.isInteger(value) && (value as number) >= low && (value as number) <= high;
}

/** A string of at most `longest` UTF-16 units. */
export function text(longest: number): Check<string> {
  return (value): value is string => typeof value === "string" && value.length <= longest;
}

export function oneOf<const List extends readonly string[]>(list: List): Check<List[number]> {
  return (value): value is List[number] => typeof value === "string" && list.includes(value);
}

export function listOf<T>(item: Check<T>, most: number): Check<T[]> {
  return (value): value is T[] => Array.isArray(value) && value.length <= most && value.every(item);
}

type Fields = Record<string, Check<unknown>>;
type Shape<F extends Fields> = { [K in keyof F]: Checked<F[K]> };

/** An object with these fields and no others. */
export function object<F extends Fields>(fields: F): Check<Shape<F>> {
  const names = Object.keys(fields);
  return (value): value is Shape<F> => {
    if (!isPlain(value)) return false;
    return (
      Object.keys(value).every((key) => Object.hasOwn(fields, key) || value[key] === undefined) &&
      names.every((name) => fields[name]?.(value[name]))
    );
  };
}

/** An object with exactly these keys, every value of one shape. */
export function everyOf<const List extends readonly string[], T>(
  keys: List,
  item: Check<T>,
): Check<Record<List[number], T>> {
  return object(Object.fromEntries(keys.map((key) => [key, item]))) as Check<Record<List[number], T>>;
}

export function optional<T>(item: Check<T>): Check<T | undefined> {
  return (value): value is T | undefined => value === undefined || item(value);
}

export function nullable<T>(item: Check<T>): Check<T | null> {
  return (value): value is T | null => value === null || item(value);
}

export function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
