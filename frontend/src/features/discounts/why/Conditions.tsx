import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { hintBelow } from '@/forms/hintBelow';
import type { Shop } from '@/gen/kartoteka/v1/shop_service_pb';
import { ReasonText } from '@/i18n';
import type { FieldFailure } from '@/rpc/errors';
import { MOST_OF_CODE, shopOf, type Question } from './question';
import classes from './why.module.css';

interface ConditionsProps {
  question: Question;
  shops: readonly Shop[];
  onChange: (question: Question) => void;
  ofCoupon: FieldFailure | undefined;
}

/** Where, when and with which coupon: what holds for all lines. */
export function Conditions({ question, shops, onChange, ofCoupon }: ConditionsProps) {
  const { t } = useTranslation('discounts');
  return (
    <div className={classes.conditions}>
      {shops.length > 1 && (
        <NativeSelect
          size="xs"
          label={t('field.shop')}
          data={shops.map(({ id, name }) => ({ value: id, label: name }))}
          value={shopOf(question, shops)?.id ?? ''}
          onChange={(event) => onChange({ ...question, shopId: event.currentTarget.value })}
        />
      )}
      <TextInput
        size="xs"
        type="datetime-local"
        label={t('why.moment')}
        description={t('why.momentHint')}
        inputWrapperOrder={hintBelow}
        value={question.moment}
        onChange={(event) => onChange({ ...question, moment: event.currentTarget.value })}
      />
      <TextInput
        size="xs"
        label={t('why.couponCode')}
        description={t('why.couponHint')}
        inputWrapperOrder={hintBelow}
        maxLength={MOST_OF_CODE}
        autoComplete="off"
        spellCheck={false}
        value={question.couponCode}
        onChange={(event) => onChange({ ...question, couponCode: event.currentTarget.value })}
        error={ofCoupon && <ReasonText {...ofCoupon} />}
      />
    </div>
  );
}
