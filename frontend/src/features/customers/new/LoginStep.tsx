import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EnumRadioField, TextField, type ProtoForm } from '@/forms';
import { CustomerKind, CustomerKindSchema } from '@/gen/kartoteka/v1/customer_pb';
import { TextLink } from '@/ui';
import { useOwnerOfEmail } from '../queries';
import type { NewCustomerValues } from './draft';
import classes from './wizard.module.css';

interface StepProps {
  form: ProtoForm<NewCustomerValues>;
}

/** Step 1: the e-mail, of which the login is made, and the kind, which decides what step 2 asks for. */
export function LoginStep({ form }: StepProps) {
  const { t } = useTranslation('customers');
  const isTaken = form.violations.some(({ path, reason }) => path === 'customer.email' && reason === 'EMAIL_TAKEN');
  return (
    <>
      <TextField
        form={form}
        name="customer.email"
        type="email"
        label={t('field.email')}
        description={t('new.emailHint')}
        autoComplete="off"
        required
        maw={420}
      />
      {isTaken && <EmailOwner email={form.mantine.getValues().customer.email.trim()} />}
      <EnumRadioField
        form={form}
        name="customer.kind"
        desc={CustomerKindSchema}
        label={t('field.kind')}
        describe={(kind: CustomerKind) => t(kind === CustomerKind.PERSON ? 'new.kindPerson' : 'new.kindCompany')}
      />
    </>
  );
}

/** The customer may be there already: one press away, rather than added twice. */
function EmailOwner({ email }: { email: string }) {
  const { t } = useTranslation('customers');
  const owner = useOwnerOfEmail(email).data?.customers[0];
  if (!owner) return null;
  return (
    <Text size="sm" className={classes.owner}>
      {t('new.emailOwner')}{' '}
      <TextLink to="/customers/$customerId" params={{ customerId: owner.id }}>
        {t('new.ownerName', { name: owner.name, number: owner.number })}
      </TextLink>
    </Text>
  );
}
