import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useShops } from '@/features/shops/public';
import { useStaffById } from '@/features/staff/public';
import { BlockScopeSchema, BlockSourceSchema } from '@/gen/kartoteka/v1/customer_pb';
import type { FieldChange } from '@/gen/kartoteka/v1/customer_service_pb';
import { useEnumLabel, useFormat } from '@/i18n';
import { erpReason } from '../status';
import { readValue, type HistoryBlock } from './values';

type Values = Pick<FieldChange, 'field' | 'oldValue' | 'newValue'>;

/** Puts the values of these changes into words of the present language. */
export function useValueText(changes: readonly Values[]): (field: string, text: string) => string {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const enumLabel = useEnumLabel();
  const shops = useShops();
  const staff = useStaffById(useMemo(() => managersIn(changes), [changes]));

  function blockText({ source, sourceSystem, scope, reason }: HistoryBlock): string {
    const who = [enumLabel(BlockSourceSchema, source), sourceSystem].filter(Boolean).join(' ');
    const what = `${enumLabel(BlockScopeSchema, scope)} (${who})`;
    if (reason === '') return what;
    const known = erpReason(reason);
    return `${what}: ${known ? t(`history.${known}`) : reason}`;
  }

  return (field, text) => {
    const value = readValue(field, text);
    switch (value?.kind) {
      case undefined:
        return '';
      case 'text':
        return value.text;
      case 'enum':
        return enumLabel(value.desc, value.value);
      case 'flag':
        return t(value.value ? 'history.yes' : 'history.no');
      case 'country':
        return format.country(value.code);
      case 'language':
        return format.language(value.code);
      case 'percent':
        return format.percent(value.code);
      case 'money':
        return format.money(value);
      case 'days':
        return t('trade.days', { count: value.days });
      case 'day':
        return format.day(value.day);
      case 'time':
        return format.dateTime(value.time);
      case 'staff':
        return staff.get(value.id)?.name ?? '…';
      case 'shops':
        return format.list(value.ids.map((id) => shops.find((shop) => shop.id === id)?.name ?? '…'));
      case 'list':
        return format.list(value.items);
      case 'blocks':
        return value.blocks.map(blockText).join('; ');
    }
  };
}

function managersIn(changes: readonly Values[]): string[] {
  return changes.filter(({ field }) => field === 'accountManagerId').flatMap(({ oldValue, newValue }) => [oldValue, newValue]);
}
