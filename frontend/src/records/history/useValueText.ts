import { useTranslation } from 'react-i18next';
import type { HistoryValue } from '@/gen/kartoteka/v1/history_service_pb';
import { useEnumLabel, useFormat } from '@/i18n';
import { normalizePath } from '@/rpc/path';
import { useNumberText } from '../facts/useFacts';
import type { Noun } from '../nouns';
import { enumAt, numberOf } from './codes';

/** Constants such as DEACTIVATED are words of machines; what people type seldom looks like that. */
const CONSTANT = /^[A-Z][A-Z_]+$/;

/** A value of a field of this noun, in words of the present language. The texts "value.…" of its feature may say it better. */
export function useValueText(): (noun: Noun | undefined, field: string, value: HistoryValue) => string {
  const { t } = useTranslation('common');
  const format = useFormat();
  const enumLabel = useEnumLabel();
  const numberText = useNumberText();

  function codeText(noun: Noun | undefined, path: readonly string[], code: string): string {
    const desc = noun && enumAt(noun.schema, path);
    const number = desc && numberOf(desc, code);
    return desc && number !== undefined ? enumLabel(desc, number) : code;
  }

  function text(noun: Noun | undefined, path: readonly string[], { value }: HistoryValue): string {
    const feature = noun?.texts[0] ?? 'common';
    const name = path.at(-1) ?? '';
    switch (value.case) {
      case undefined:
        return '';
      case 'text':
        return CONSTANT.test(value.value) ? t(`${feature}:value.${name}.${value.value}`, { defaultValue: value.value }) : value.value;
      case 'code':
        return codeText(noun, path, value.value);
      case 'flag':
        return t(value.value ? 'value.yes' : 'value.no');
      case 'number':
        return numberText(feature, name, value.value);
      case 'money':
        return format.money(value.value);
      case 'percent':
        return format.percent(value.value);
      case 'day':
        return format.day(value.value);
      case 'time':
        return format.dateTime(value.value);
      case 'country':
        return format.country(value.value);
      case 'language':
        return format.language(value.value);
      case 'reference':
        return value.value.name || '…';
      case 'list':
        return format.list(value.value.values.map((one) => text(noun, path, one)));
      case 'record':
        return value.value.parts.flatMap((part) => (part.value ? text(noun, [...path, part.name], part.value) : [])).join(' · ');
    }
  }

  return (noun, field, value) => text(noun, normalizePath(field).split('.'), value);
}
