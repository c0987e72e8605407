import { useNavigate } from '@tanstack/react-router';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProtoForm, useUnsaved, type ProtoForm } from '@/forms';
import { CreateCustomerRequestSchema, type CreateCustomerResponse } from '@/gen/kartoteka/v1/customer_service_pb';
import { toFailure } from '@/rpc/errors';
import { newId } from '@/rpc/id';
import { useCreateCustomer } from '../queries';
import { twinOf } from '../status';
import { isEmpty, lastStep, type Draft, type NewCustomerValues } from './draft';
import { draftStore } from './draftStore';
import { requestOf, stepOf } from './requests';

export interface Wizard {
  step: number;
  form: ProtoForm<NewCustomerValues>;
  /** What the server finds odd but accepts, as of the last check. */
  warnings: readonly string[];
  goBackTo: (step: number) => void;
}

/** Three steps over one form. Each ends with a check by the server; what it finds leads back to the step of the field. */
export function useWizard(staffId: string, initial: Draft): Wizard {
  const { t } = useTranslation('customers');
  const navigate = useNavigate();
  const create = useCreateCustomer();
  const [step, setStep] = useState(initial.step);
  const [requestId, setRequestId] = useState(initial.requestId);
  const [warnings, setWarnings] = useState<readonly string[]>([]);
  const isDone = useRef(false);
  const agreedTwin = useRef<string>(undefined);

  const form = useProtoForm({
    schema: CreateCustomerRequestSchema,
    initialValues: initial.values,
    toMessage: (values) => requestOf(step, values, requestId),
    submit: async ({ message }) => {
      try {
        return await create.mutateAsync(message);
      } catch (cause) {
        // An earlier try was saved after all, with other data: what is sent next is a new request, and will hear EMAIL_TAKEN.
        if (toFailure(cause).reason === 'REQUEST_ID_REUSED') setRequestId(newId());
        throw cause;
      }
    },
    onSaved: ({ customer }: CreateCustomerResponse) => {
      if (step < lastStep) {
        const found = customer?.warnings ?? [];
        setWarnings(found);
        if (isAgreed(twinOf(found))) setStep(step + 1);
        return;
      }
      isDone.current = true;
      forget();
      draftStore.drop(staffId);
      void navigate({ to: '/customers/$customerId', params: { customerId: customer?.id ?? '' }, state: { isNew: true }, replace: true });
    },
  });

  /** Another customer with the tax ID is shown once; whoever goes on then wants both. */
  function isAgreed(twin: string | undefined): boolean {
    if (twin === undefined || twin === agreedTwin.current) return true;
    agreedTwin.current = twin;
    return false;
  }

  const values = form.mantine.getValues();
  const forget = useUnsaved(t('new.title'), form.isDirty || !isEmpty(values));

  useKeptDraft(() => {
    if (isDone.current) return;
    const draft: Draft = { step, requestId, values: form.mantine.getValues() };
    if (isEmpty(draft.values)) draftStore.drop(staffId);
    else draftStore.save(staffId, draft);
  });

  // Before the next paint, so that the field exists when the focus is sent to it.
  const firstPath = form.violations[0]?.path;
  useLayoutEffect(() => {
    if (firstPath !== undefined) setStep(stepOf(firstPath));
  }, [firstPath]);

  return { step, form, warnings, goBackTo: (earlier) => setStep(Math.min(step, earlier)) };
}

/** Runs when the page is left in whatever way: by a link, a reload, or the phone's home button. */
function useKeptDraft(keep: () => void): void {
  const latest = useRef(keep);
  latest.current = keep;
  useEffect(() => {
    const onHide = () => latest.current();
    window.addEventListener('pagehide', onHide);
    document.addEventListener('visibilitychange', onHide);
    return () => {
      window.removeEventListener('pagehide', onHide);
      document.removeEventListener('visibilitychange', onHide);
      onHide();
    };
  }, []);
}
