import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from './format';

interface Period {
  /** A day such as "2026-11-22"; '' for no bound. */
  validFrom: string;
  validTo: string;
}

/** 1 Nov 2026 – 30 Nov 2026 · from … · until … · always */
export function usePeriodText(): (period: Period) => string {
  const { t } = useTranslation('common');
  const format = useFormat();
  return useCallback(
    ({ validFrom, validTo }) => {
      if (validFrom === '' && validTo === '') return t('period.always');
      if (validTo === '') return t('period.from', { day: format.day(validFrom) });
      if (validFrom === '') return t('period.to', { day: format.day(validTo) });
      return validFrom === validTo ? format.day(validFrom) : `${format.day(validFrom)} – ${format.day(validTo)}`;
    },
    [t, format],
  );
}
