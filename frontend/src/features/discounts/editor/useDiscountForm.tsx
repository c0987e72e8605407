import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProtoForm, type ProtoForm } from '@/forms';
import { useShops } from '@/features/shops/public';
import { DiscountSchema, type Discount } from '@/gen/kartoteka/v1/discount_pb';
import { useEditForm, type EditForm } from '@/records/form/useEditForm';
import { newId } from '@/rpc/id';
import { notify } from '@/ui';
import { useCreateDiscount, useLatestDiscount, useUpdateDiscount, type DiscountInit } from '../queries';
import { useDiscountFacts } from '../useDiscountFacts';
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

export function useEditDiscountForm({ discount, close, onDraft }: EditOptions): EditForm<DiscountValues> {
  const { t } = useTranslation('discounts');
  const currency = useShops()[0]?.currency ?? 'EUR';
  const follow = useDebouncedCallback((values: DiscountValues) => onDraft({ ...discountMessage(values), id: discount.id }), SETTLED_AFTER);
  const update = useUpdateDiscount();
  return useEditForm({
    facts: useDiscountFacts(),
    record: discount,
    loadLatest: useLatestDiscount(discount.id),
    prefix: 'discount',
    name: t('section.data'),
    valuesOf: (record: Discount) => discountValues(record, currency),
    toMessage: discountMessage,
    onChange: follow,
    check: problemsIn,
    save: (change, updateMask) => update.mutateAsync({ discount: change, updateMask }),
    done: t('edit.done'),
    close: () => {
      follow.cancel();
      close();
    },
  });
}
