import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBan } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import type { Coupon } from '@/gen/kartoteka/v1/coupon_service_pb';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { useFormat } from '@/i18n';
import { ConfirmTyped, CopyButton, DataList, EditableSection, notify, Page, RelativeTime, TextLink } from '@/ui';
import { useDiscountText } from '../useDiscountText';
import { useUsesText } from './columns';
import { CouponBadge } from './CouponBadge';
import { CouponForm } from './CouponForm';
import { useCoupon, useEndCoupon } from './queries';
import { RedemptionsSection } from './RedemptionsSection';

export function CouponPage() {
  const { couponId = '' }: { couponId?: string } = useParams({ strict: false });
  return <CouponView couponId={couponId} />;
}

export function CouponView({ couponId }: { couponId: string }) {
  const { t } = useTranslation('discounts');
  const query = useCoupon(couponId);
  const coupon = query.data?.coupon;
  const canWrite = useCan(Permission.DISCOUNTS_WRITE);
  const canChange = canWrite && coupon !== undefined && !coupon.endTime;
  const [isEnding, ending] = useDisclosure(false);
  return (
    <Page
      narrow
      title={coupon?.code ?? t('coupon.one')}
      breadcrumb={[{ label: t('tab.coupons'), to: '/discounts', search: { tab: 'coupons' } }]}
      badge={coupon && <CouponBadge coupon={coupon} />}
      subtitle={coupon?.name}
      actions={
        canChange && (
          <Button variant="default" leftSection={<IconBan size={16} aria-hidden />} onClick={ending.open}>
            {t('coupon.end.action')}
          </Button>
        )
      }
    >
      <Stack gap="md">
        <EditableSection
          title={t('coupon.section')}
          query={query}
          canEdit={canChange}
          locked={
            <Text size="xs" c="dimmed">
              {coupon?.endTime ? t('coupon.locked') : !canWrite && t('lock.role')}
            </Text>
          }
          view={coupon && <CouponFacts coupon={coupon} />}
          edit={(close) => coupon && <CouponForm coupon={coupon} close={close} />}
        />
        {coupon && <RedemptionsSection couponId={coupon.id} />}
      </Stack>
      {coupon && <EndCouponDialog coupon={coupon} opened={isEnding} onClose={ending.close} />}
    </Page>
  );
}

function CouponFacts({ coupon }: { coupon: Coupon }) {
  const { t } = useTranslation('discounts');
  const format = useFormat();
  const text = useDiscountText();
  const uses = useUsesText();
  const { code, reduction, customerId, customerName, endTime, createTime, updateTime } = coupon;
  return (
    <DataList
      items={[
        {
          label: t('coupon.field.code'),
          value: (
            <>
              {code} <CopyButton value={code} label={t('coupon.field.code')} />
            </>
          ),
        },
        { label: t('field.reduction'), value: text.reduction(reduction) },
        { label: t('field.validity'), value: text.validity(coupon) },
        { label: t('coupon.field.uses'), value: uses(coupon) },
        {
          label: t('coupon.field.customerId'),
          value:
            customerId === '' ? (
              t('coupon.anybody')
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
  const { t } = useTranslation('discounts');
  const end = useEndCoupon();

  async function confirm() {
    await end.mutateAsync({ id: coupon.id, etag: coupon.etag });
    notify.success(t('coupon.end.done', { code: coupon.code }));
  }

  return (
    <ConfirmTyped opened={opened} onClose={onClose} title={t('coupon.end.title', { code: coupon.code })} confirmLabel={t('coupon.end.confirm')} onConfirm={confirm}>
      {t('coupon.end.explain')}
    </ConfirmTyped>
  );
}
