import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FieldViolation } from '@/gen/kartoteka/v1/contractor_pb';
import type { SyncReject } from '@/gen/kartoteka/v1/source_system_service_pb';
import { ReasonText } from '@/i18n';
import classes from '../erp.module.css';
import { fieldSteps } from './rejectField';

/** Each field of the record that is not right: which, why, and what to do in the ERP. */
export function Violations({ reject }: { reject: SyncReject }) {
  return (
    <ul className={classes.violations}>
      {reject.fieldViolations.map((violation) => (
        <li key={`${violation.field} ${violation.reason}`}>
          <ViolationText violation={violation} />
        </li>
      ))}
    </ul>
  );
}

/** Which field, why it is not right, and the way to mend it; a reason that is new here keeps the words of the server. */
export function ViolationText({ violation: { field, reason, description } }: { violation: FieldViolation }) {
  const { t } = useTranslation('erp');
  const label = useFieldLabel();
  return (
    <>
      <Text span inherit fw={550}>
        {label(field)}
      </Text>
      {': '}
      <ReasonText reason={reason} text={description} /> <span className={classes.reason}>{reason}</span>
      <span className={classes.small}>{t(`mend.${reason}`, { defaultValue: t('mend.other') })}</span>
    </>
  );
}

/** "addresses[0].country" → "Address 1 · Country"; a field that is new here keeps its name. */
function useFieldLabel(): (path: string) => string {
  const { t } = useTranslation('erp');
  return (path) => {
    const steps = fieldSteps(path).map(({ name, position }) => {
      const label = t(`contractor.${name}`, { defaultValue: name });
      return position === undefined ? label : `${label} ${position}`;
    });
    return steps.length > 0 ? steps.join(' · ') : t('rejects.wholeRecord');
  };
}
