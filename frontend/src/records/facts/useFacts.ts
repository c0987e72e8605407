import type { DescField, DescMessage, MessageShape } from '@bufbuild/protobuf';
import { useCallback, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useEnumLabel, useFormat } from '@/i18n';
import { normalizePath } from '@/rpc/path';
import { fieldText, valueOf } from './fieldText';

export type Entity = DescMessage & { field: Record<string, DescField> };

/** How facts are shown that their type does not say enough of: a field, a oneof as a whole, or several fields as one fact. */
export type Shows<Desc extends DescMessage> = Readonly<Record<string, (record: MessageShape<Desc>) => ReactNode>>;

/** The facts of a noun: what its fields are called, and how they are shown. */
export interface Facts<Desc extends DescMessage> {
  schema: Desc;
  label: (field: string) => string;
  show: (field: string, record: MessageShape<Desc>) => ReactNode;
}

/**
 * The one declaration of the facts of a noun, for its page, for the choice between two versions and, by the texts
 * "field.…" of its feature, for its history. Types and names of fields say how most are shown; the feature adds the rest.
 */
export function useFacts<Desc extends Entity>(schema: Desc, feature: string, shows?: Shows<Desc>): Facts<Desc> {
  const words = useWords(feature);
  const label = useFieldLabel(feature);
  return useMemo(() => {
    const show = (name: string, record: MessageShape<Desc>): ReactNode => {
      const field = schema.field[name];
      const own = shows?.[name] ?? shows?.[field?.oneof?.localName ?? ''];
      if (own) return own(record);
      return field ? fieldText(field, valueOf(field, record), words) : '';
    };
    return { schema, label, show };
  }, [schema, shows, label, words]);
}

/** "Discounts and prices · Floor" for pricing.floorPercent, in the words of the first feature that has them. */
export function useFieldLabel(...features: readonly string[]): (path: string) => string {
  const { t } = useTranslation('common');
  const among = features.join();
  return useCallback(
    (path) => {
      const keysOf = (part: string) => among.split(',').map((feature) => `${feature}:field.${part}`);
      return normalizePath(path).split('.').map((part) => t(keysOf(part), { defaultValue: part })).join(' · ');
    },
    [t, among],
  );
}

function useWords(feature: string) {
  const { t } = useTranslation('common');
  const format = useFormat();
  const enumLabel = useEnumLabel();
  const numberText = useNumberText();
  return useMemo(
    () => ({
      format,
      enumLabel,
      flagText: (value: boolean) => t(value ? 'value.yes' : 'value.no'),
      numberText: (field: string, value: number | bigint) => numberText(feature, field, String(value)),
    }),
    [t, format, enumLabel, numberText, feature],
  );
}

/** "14 days", where the feature has words for the number; else the number. */
export function useNumberText(): (feature: string, field: string, value: string) => string {
  const { t, i18n } = useTranslation('common');
  const format = useFormat();
  return useCallback(
    (feature, field, value) => {
      const words = `${feature}:value.${field}`;
      const count = Number(value);
      return i18n.exists(words, { count }) ? t(words, { count }) : format.decimal(value);
    },
    [t, i18n, format],
  );
}
