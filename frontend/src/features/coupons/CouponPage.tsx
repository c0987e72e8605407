import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBan } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import type { Coupon } from '@/gen/kartoteka/v1/coupon_service_pb';
import { HistorySubject } from '@/gen/kartoteka/v1/history_service_pb';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { useFormat } from '@/i18n';
import { HistorySection } from '@/records';
import { ConfirmTyped, CopyButton, DataList, EditableSection, notify, Page, RelativeTime, TextLink } from '@/ui';
import { useCouponText } from './useCouponText';
import { CouponBadge } from './CouponBadge';
import { CouponForm } from './CouponForm';
import { useCoupon, useEndCoupon } from './queries';
import { RedemptionsSection } from './RedemptionsSection';

export function CouponPage({ couponId }: { couponId: string }) {
  const { t } = useTranslation('coupons');
  const query = useCoupon(couponId);
  const coupon = query.data?.coupon;
  const canWrite = useCan(Permission.DISCOUNTS_WRITE);
  const canChange = canWrite && coupon !== undefined && !coupon.endTime;
  const [isEnding, ending] = useDisclosure(false);
  return (
    <Page
      narrow
      title={coupon?.code ?? t('one')}
      breadcrumb={[{ label: t('title'), to: '/discounts', search: { tab: 'coupons' } }]}
      badge={coupon && <CouponBadge coupon={coupon} />}
      subtitle={coupon?.name}
      actions={
        canChange && (
          <Button variant="default" leftSection={<IconBan size={16} aria-hidden />} onClick={ending.open}>
            {t('end.action')}
          </Button>
        )
      }
    >
      <Stack gap="md">
        <EditableSection
          title={t('section')}
          query={query}
          canEdit={canChange}
          locked={
            <Text size="xs" c="dimmed">
              {coupon?.endTime ? t('locked') : !canWrite && t('readOnly')}
            </Text>
          }
          view={coupon && <CouponFacts coupon={coupon} />}
          edit={(close) => coupon && <CouponForm coupon={coupon} close={close} />}
        />
        {coupon && <RedemptionsSection couponId={coupon.id} />}
        {coupon && <HistorySection subject={HistorySubject.COUPON} id={coupon.id} />}
      </Stack>
      {coupon && <EndCouponDialog coupon={coupon} opened={isEnding} onClose={ending.close} />}
    </Page>
  );
}

function CouponFacts({ coupon }: { coupon: Coupon }) {
  const { t } = useTranslation('coupons');
  const format = useFormat();
  const text = useCouponText();
  const { code, reduction, customerId, customerName, endTime, createTime, updateTime } = coupon;
  return (
    <DataList
      items={[
        {
          label: t('field.code'),
          value: (
            <>
              {code} <CopyButton value={code} label={t('field.code')} />
            </>
          ),
        },
        { label: t('field.reduction'), value: text.reduction(reduction) },
        { label: t('field.validity'), value: text.validity(coupon) },
        { label: t('field.uses'), value: text.uses(coupon) },
        {
          label: t('field.customerId'),
          value:
            customerId === '' ? (
              t('anybody')
            ) : (
              <TextLink to="/customers/$customerId" params={{ customerId }} inherit>
                {customerName}
              </TextLink>
            ),
        },
        { label: t('field.createTime'), value: format.dateTime(createTime) },
        { label: t('field.updateTime'), value: <RelativeTime value={updateTime} /> },
        ...(endTime ? [{ label: t('field.endTime'), value: format.dateTime(endTime) }] : []),
      ]}
    />
  );
}

function EndCouponDialog({ coupon, opened, onClose }: { coupon: Coupon; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('coupons');
  const end = useEndCoupon();

  async function confirm() {
    await end.mutateAsync({ id: coupon.id, etag: coupon.etag });
    notify.success(t('end.done', { code: coupon.code }));
  }

  return (
    <ConfirmTyped opened={opened} onClose={onClose} title={t('end.title', { code: coupon.code })} confirmLabel={t('end.confirm')} onConfirm={confirm}>
      {t('end.explain')}
    </ConfirmTyped>
  );
}
