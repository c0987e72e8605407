import { IconAddressBook, IconUserFilled } from '@tabler/icons-react';
import { AccountState, AccountStateSchema } from '@/gen/kartoteka/v1/customer_pb';
import { useEnumLabel } from '@/i18n';
import classes from './customers.module.css';

/** Tells contacts from registered customers at a glance (CUST-3). */
export function AccountIcon({ state }: { state: AccountState }) {
  const label = useEnumLabel()(AccountStateSchema, state);
  const Icon = state === AccountState.CONTACT ? IconAddressBook : IconUserFilled;
  return (
    <span role="img" aria-label={label} title={label} className={classes.account} data-contact={state === AccountState.CONTACT || undefined}>
      <Icon size={15} aria-hidden />
    </span>
  );
}
