import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

interface ReasonLike {
  reason: string;
  text: string;
  metadata?: Record<string, string>;
}

/** The sentence for a reason; one that has no translation yet keeps the server's English sentence. */
export function useReason(): (failure: ReasonLike) => string {
  const { t } = useTranslation('reasons');
  return useCallback(
    ({ reason, text, metadata }) => t(reason || 'INTERNAL', { ...metadata, defaultValue: text || t('INTERNAL') }),
    [t],
  );
}

/** A component rather than a string, so that an error on the screen changes its language with everything else. */
export function ReasonText(props: ReasonLike) {
  return useReason()(props);
}
