import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBan, IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import type { Discount } from '@/gen/kartoteka/v1/discount_pb';
import { HistorySubject } from '@/gen/kartoteka/v1/history_service_pb';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { EditForm, HistorySection } from '@/records';
import { EditableSection, Page } from '@/ui';
import { OriginBadge, StateBadge } from '../DiscountBadges';
import { useDiscount, type DiscountInit } from '../queries';
import { lockOf } from '../state';
import { useDiscountText } from '../useDiscountText';
import { DiscountFacts } from './DiscountFacts';
import { DiscountFields } from './DiscountFields';
import { Effect } from './Effect';
import classes from './editor.module.css';
import { EndDiscountDialog } from './EndDiscountDialog';
import { useEditDiscountForm } from './useDiscountForm';

export function DiscountPage({ discountId }: { discountId: string }) {
  const { t } = useTranslation('discounts');
  const text = useDiscountText();
  const query = useDiscount(discountId);
  const discount = query.data?.discount;
  const canWrite = useCan(Permission.DISCOUNTS_WRITE);
  const lock = discount && lockOf(discount);
  const [isEnding, ending] = useDisclosure(false);
  const [draft, setDraft] = useState<DiscountInit>();
  const endButton = canWrite && discount && !lock && (
    <Button variant="default" leftSection={<IconBan size={16} aria-hidden />} onClick={ending.open}>
      {t('end.action')}
    </Button>
  );
  return (
    <Page
      title={discount ? text.title(discount) : t('one')}
      breadcrumb={[{ label: t('title'), to: '/discounts' }]}
      badge={
        discount && (
          <>
            <StateBadge discount={discount} />
            <OriginBadge discount={discount} />
          </>
        )
      }
      actions={endButton}
    >
      <div className={classes.split}>
        <Stack gap="md">
          <EditableSection
            title={t('section.data')}
            query={query}
            lines={6}
            canEdit={canWrite && !lock}
            locked={<LockReason lock={lock ?? (canWrite ? undefined : 'role')} />}
            view={discount && <DiscountFacts discount={discount} />}
            edit={(close) =>
              discount && (
                <EditDiscount
                  discount={discount}
                  onDraft={setDraft}
                  close={() => {
                    setDraft(undefined);
                    close();
                  }}
                />
              )
            }
          />
          {discount && <HistorySection subject={HistorySubject.DISCOUNT} id={discount.id} />}
        </Stack>
        {discount && !discount.endTime && <Effect discount={draft ?? discount} />}
      </div>
      <EndDiscountDialog
        ending={isEnding && discount ? { id: discount.id, etag: discount.etag, title: text.title(discount) } : undefined}
        onClose={ending.close}
      />
    </Page>
  );
}

function LockReason({ lock }: { lock: 'erp' | 'ended' | 'role' | undefined }) {
  const { t } = useTranslation('discounts');
  if (!lock) return null;
  return (
    <Group gap={5} wrap="nowrap">
      <IconLock size={14} aria-hidden />
      <Text size="xs" c="dimmed">
        {t(`lock.${lock}`)}
      </Text>
    </Group>
  );
}

interface EditDiscountProps {
  discount: Discount;
  /** Told what is being typed, for the effect beside the form. */
  onDraft: (draft: DiscountInit | undefined) => void;
  close: () => void;
}

function EditDiscount(props: EditDiscountProps) {
  const edit = useEditDiscountForm(props);
  return (
    <EditForm edit={edit}>
      <DiscountFields form={edit.form} />
    </EditForm>
  );
}
