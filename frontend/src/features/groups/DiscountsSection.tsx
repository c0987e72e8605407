import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import { GroupDiscounts } from '@/features/discounts/public';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { LinkButton, Section } from '@/ui';

/** What every member gets off prices. */
export function DiscountsSection({ groupId }: { groupId: string }) {
  const { t } = useTranslation('groups');
  const canRead = useCan(Permission.PRICES_READ);
  const canWrite = useCan(Permission.DISCOUNTS_WRITE);
  if (!canRead) return null;
  return (
    <Section
      id="discounts"
      title={t('section.discounts')}
      flush
      actions={
        canWrite && (
          <LinkButton to="/discounts/new" search={{ group: groupId }} size="xs" variant="default" leftSection={<IconPlus size={15} aria-hidden />}>
            {t('discounts.add')}
          </LinkButton>
        )
      }
    >
      <GroupDiscounts groupId={groupId} />
    </Section>
  );
}
