import { Button, Group, Stack, Title } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconCheck } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FormErrorSummary } from '@/forms';
import { focusField } from '@/forms/focusField';
import { LinkButton } from '@/ui';
import { twinOf } from '../status';
import { TwinNotice } from '../TwinNotice';
import { AddressesStep } from './AddressesStep';
import { DataStep } from './DataStep';
import { lastStep, type Draft } from './draft';
import { LoginStep } from './LoginStep';
import { stepNames, stepOf } from './requests';
import { Steps } from './Steps';
import { Summary } from './Summary';
import { useWizard, type Wizard as WizardState } from './useWizard';
import classes from './wizard.module.css';

interface WizardProps {
  staffId: string;
  initial: Draft;
}

export function Wizard({ staffId, initial }: WizardProps) {
  const { t } = useTranslation('customers');
  const wizard = useWizard(staffId, initial);
  const { step, form, goBackTo } = wizard;
  const twin = twinOf(wizard.warnings);
  const panel = useFocusOnStep(wizard);
  return (
    <Stack gap="lg">
      <Steps current={step} onGoBack={goBackTo} />
      <form noValidate onSubmit={form.handleSubmit} aria-busy={form.isSubmitting} className={classes.card}>
        <div ref={panel}>
          <Stack gap="md">
            <Title order={2}>{t(`new.step.${stepNames[step] ?? 'login'}`)}</Title>
            <FormErrorSummary form={form} />
            {step === 0 && <LoginStep form={form} />}
            {step === 1 && <DataStep form={form} />}
            {step > 0 && twin !== undefined && <TwinNotice customerId={twin} asks />}
            {step === lastStep && <AddressesStep form={form} />}
            {step === lastStep && <Summary values={form.mantine.getValues()} warnings={wizard.warnings} />}
          </Stack>
        </div>
        <Group justify="space-between" gap="xs" className={classes.footer}>
          {step === 0 ? (
            <LinkButton to="/customers" variant="default">
              {t('common:action.cancel')}
            </LinkButton>
          ) : (
            <Button variant="default" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={() => goBackTo(step - 1)}>
              {t('new.back')}
            </Button>
          )}
          {step < lastStep ? (
            <Button type="submit" loading={form.isSubmitting} rightSection={<IconArrowRight size={16} aria-hidden />}>
              {t('new.next')}
            </Button>
          ) : (
            <Button type="submit" loading={form.isSubmitting} leftSection={<IconCheck size={16} aria-hidden />}>
              {t('new.save')}
            </Button>
          )}
        </Group>
      </form>
    </Stack>
  );
}

/** A new step begins at its first input, or at the field that the server has found fault with. */
function useFocusOnStep({ step, form }: WizardState) {
  const panel = useRef<HTMLDivElement>(null);
  const { mantine, violations } = form;
  const latest = useRef({ mantine, violations });
  latest.current = { mantine, violations };
  useEffect(() => {
    const violation = latest.current.violations.find(({ path }) => stepOf(path) === step);
    if (violation) focusField(latest.current.mantine, violation.path);
    else panel.current?.querySelector<HTMLElement>('input:not([type=hidden]), button')?.focus();
  }, [step]);
  return panel;
}
