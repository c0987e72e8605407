import { useTranslation } from 'react-i18next';
import { ConfirmTyped, notify, useLast } from '@/ui';
import { useEndDiscount } from '../queries';

export interface Ending {
  id: string;
  /** Not checked when empty: in a list that has none. */
  etag: string;
  title: string;
}

/** Ends a discount for good, after a word on what that means; open while there is one to end. */
export function EndDiscountDialog({ ending, onClose }: { ending: Ending | undefined; onClose: () => void }) {
  const { t } = useTranslation('discounts');
  const end = useEndDiscount();
  const last = useLast(ending);

  async function confirm() {
    if (!ending) return;
    await end.mutateAsync({ id: ending.id, etag: ending.etag });
    notify.success(t('end.done', { name: ending.title }));
  }

  return (
    <ConfirmTyped opened={ending !== undefined} onClose={onClose} title={t('end.title', { name: last?.title ?? '' })} confirmLabel={t('end.confirm')} onConfirm={confirm}>
      {t('end.explain')}
    </ConfirmTyped>
  );
}
