import { Button, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBan } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import type { Coupon } from '@/gen/kartoteka/v1/coupon_service_pb';
import { HistorySubject } from '@/gen/kartoteka/v1/history_service_pb';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { FactList, HistorySection } from '@/records';
import { ConfirmTyped, CopyButton, EditableSection, notify, Page, RelativeTime, TextLink } from '@/ui';
import { CouponBadge } from './CouponBadge';
import { CouponForm } from './CouponForm';
import { useCoupon, useEndCoupon } from './queries';
import { RedemptionsSection } from './RedemptionsSection';
import { useCouponFacts } from './useCouponFacts';

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
          locked={coupon?.endTime ? t('locked') : !canWrite && t('readOnly')}
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
  const facts = useCouponFacts();
  const { code, customerId, customerName, endTime, updateTime } = coupon;
  return (
    <FactList
      facts={facts}
      record={coupon}
      fields={['code', 'reduction', 'validity', 'uses', 'customerId', 'createTime', 'updateTime', ...(endTime ? ['endTime'] : [])]}
      values={{
        code: (
          <>
            {code} <CopyButton value={code} label={facts.label('code')} />
          </>
        ),
        customerId: customerId !== '' && (
          <TextLink to="/customers/$customerId" params={{ customerId }} inherit>
            {customerName}
          </TextLink>
        ),
        updateTime: <RelativeTime value={updateTime} />,
      }}
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
