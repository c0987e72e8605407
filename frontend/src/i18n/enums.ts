import type { DescEnum } from '@bufbuild/protobuf';
import type { TFunction } from 'i18next';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** The word for an enum value: the key is `enums:CustomerStatus.ACTIVE`. Unset and unknown values read as a dash. */
export function enumLabel(t: TFunction, desc: DescEnum, value: number): string {
  const name = desc.value[value]?.localName;
  return name === undefined || value === 0 ? '–' : t(`enums:${desc.name}.${name}`);
}

export function useEnumLabel(): (desc: DescEnum, value: number) => string {
  const { t } = useTranslation();
  return useCallback((desc, value) => enumLabel(t, desc, value), [t]);
}

export interface EnumOption {
  value: string;
  label: string;
}

/** The choices of an enum in its own order, in the present language; values are the numbers as text. */
export function useEnumOptions(desc: DescEnum, only?: readonly number[]): EnumOption[] {
  const label = useEnumLabel();
  return desc.values
    .filter((value) => value.number !== 0 && (only?.includes(value.number) ?? true))
    .map((value) => ({ value: String(value.number), label: label(desc, value.number) }));
}
