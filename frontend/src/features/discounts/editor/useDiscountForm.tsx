import { useDebouncedCallback } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMergingSave, useProtoForm, type ProtoForm } from '@/forms';
import { useShops } from '@/features/shops/public';
import { DiscountSchema, type Discount } from '@/gen/kartoteka/v1/discount_pb';
import { useFormat } from '@/i18n';
import { newId } from '@/rpc/id';
import { notify } from '@/ui';
import { useCreateDiscount, useLoadDiscount, useUpdateDiscount, type DiscountInit } from '../queries';
import { useDiscountText } from '../useDiscountText';
import { discountMessage, discountValues, isPreviewable, newDiscount, problemsIn, type DiscountValues, type Prefill } from './values';

const SETTLED_AFTER = 350;

/** What is being typed, as a discount; nothing while it is too little to be one. */
function draftOf(values: DiscountValues): DiscountInit | undefined {
  return isPreviewable(values) ? discountMessage(values) : undefined;
}

interface NewOptions {
  prefill: Prefill;
  currency: string;
  onSaved: (discount: Discount | undefined) => void;
}

export function useNewDiscountForm({ prefill, currency, onSaved }: NewOptions): { form: ProtoForm<DiscountValues>; draft: DiscountInit | undefined } {
  const { t } = useTranslation('discounts');
  const create = useCreateDiscount();
  const [initialValues] = useState(() => newDiscount(prefill, currency));
  // A second press after a lost answer must not grant a second discount.
  const [requestId] = useState(newId);
  const [draft, setDraft] = useState(() => draftOf(initialValues));
  const form = useProtoForm({
    schema: DiscountSchema,
    prefix: 'discount',
    name: t('new.title'),
    initialValues,
    toMessage: discountMessage,
    onChange: useDebouncedCallback((values: DiscountValues) => setDraft(draftOf(values)), SETTLED_AFTER),
    check: problemsIn,
    submit: ({ message }) => create.mutateAsync({ discount: message, requestId }),
    onSaved: ({ discount }) => {
      notify.success(t('new.done'));
      onSaved(discount);
    },
  });
  return { form, draft };
}

interface EditOptions {
  discount: Discount;
  close: () => void;
  /** Told what is being typed, once the person pauses. */
  onDraft: (draft: DiscountInit | undefined) => void;
}

export function useEditDiscountForm({ discount, close, onDraft }: EditOptions): { form: ProtoForm<DiscountValues>; dialog: ReactNode } {
  const { t } = useTranslation('discounts');
  // A refresh of the page must not hide what somebody else saved since the form was opened.
  const [base] = useState(discount);
  const currency = useShops()[0]?.currency ?? 'EUR';
  const [initialValues] = useState(() => discountValues(base, currency));
  const follow = useDebouncedCallback((values: DiscountValues) => onDraft({ ...discountMessage(values), id: base.id }), SETTLED_AFTER);
  const update = useUpdateDiscount();
  const loadDiscount = useLoadDiscount();
  const show = useShowField();
  const merging = useMergingSave({
    schema: DiscountSchema,
    base,
    loadLatest: () => loadDiscount(base.id),
    labelOf: (field) => t(`field.${field}`),
    show,
  });
  const form = useProtoForm({
    schema: DiscountSchema,
    prefix: 'discount',
    name: t('section.data'),
    initialValues,
    toMessage: discountMessage,
    onChange: follow,
    check: problemsIn,
    submit: (change) =>
      merging.save(change, ({ message, mask, etag }) => update.mutateAsync({ discount: { ...message, id: base.id, etag }, updateMask: mask })),
    onSaved: (answer) => {
      if (answer) notify.success(t('edit.done'));
      follow.cancel();
      close();
    },
  });
  return { form, dialog: merging.dialog };
}

/** One field of a discount in words, for choosing between two versions of it. */
function useShowField() {
  const text = useDiscountText();
  const format = useFormat();
  return (field: string, discount: Discount): string => {
    switch (field) {
      case 'target':
        return text.target(discount.target);
      case 'scope':
        return text.scope(discount.scope);
      case 'percent':
      case 'fixedPrice':
        return discount.reduction.case === field ? text.reduction(discount.reduction) : '–';
      case 'minQuantity':
        return format.decimal(discount.minQuantity);
      case 'priority':
        return format.number(discount.priority);
      case 'validFrom':
        return format.day(discount.validFrom);
      case 'validTo':
        return format.day(discount.validTo);
      default:
        return discount.name || '–';
    }
  };
}
