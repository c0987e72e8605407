import { isMessage, ScalarType, type DescField } from '@bufbuild/protobuf';
import { TimestampSchema } from '@bufbuild/protobuf/wkt';
import { MoneySchema } from '@/gen/kartoteka/v1/customer_pb';
import type { Format } from '@/i18n';

/** What the value of a field takes to become words. */
export interface Words {
  format: Format;
  enumLabel: (desc: NonNullable<DescField['enum']>, value: number) => string;
  /** "14 days", where the texts of the feature have words for the number of this field; else the plain number. */
  numberText: (field: string, value: number | bigint) => string;
  flagText: (value: boolean) => string;
}

/** What a text stands for is in the name of its field, which is the same throughout the API. */
const readers: readonly [RegExp, (format: Format, value: string) => string][] = [
  [/country$/i, (format, value) => format.country(value)],
  [/language$/i, (format, value) => format.language(value)],
  [/currency$/i, (format, value) => `${value} · ${format.currency(value)}`],
  [/percent$/i, (format, value) => format.percent(value)],
  [/^valid(From|To)$/, (format, value) => format.day(value)],
];

/** The value of a field in words, by its type and its name; '' for nothing and for what only its feature can say. */
export function fieldText(field: DescField, value: unknown, words: Words): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return words.format.list(value.map((one) => singleText(field, one, words)));
  return singleText(field, value, words);
}

function singleText(field: DescField, value: unknown, { format, enumLabel, numberText, flagText }: Words): string {
  switch (typeof value) {
    case 'boolean':
      return flagText(value);
    case 'number':
      return field.enum ? enumLabel(field.enum, value) : numberText(field.localName, value);
    case 'bigint':
      return numberText(field.localName, value);
    case 'string':
      return value === '' ? '' : stringText(field, value, format);
    default:
      return messageText(value, format);
  }
}

function stringText(field: DescField, value: string, format: Format): string {
  if (field.scalar !== ScalarType.STRING) return value;
  const [, read] = readers.find(([name]) => name.test(field.localName)) ?? [];
  return read ? read(format, value) : value;
}

function messageText(value: unknown, format: Format): string {
  if (isMessage(value, TimestampSchema)) return format.dateTime(value);
  return isMessage(value, MoneySchema) ? format.money(value) : '';
}

/** What a record holds in a field; undefined where it is not set, or another one of its oneof is. */
export function valueOf(field: DescField, record: object): unknown {
  const held: unknown = Reflect.get(record, field.oneof?.localName ?? field.localName);
  if (!field.oneof) return held;
  const chosen = held as { case?: string; value?: unknown };
  return chosen.case === field.localName ? chosen.value : undefined;
}
