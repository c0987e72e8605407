import { UnstyledButton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { stepNames } from './requests';
import classes from './wizard.module.css';

interface StepsProps {
  current: number;
  onGoBack: (step: number) => void;
}

/** Where one is; steps behind can be gone back to, those ahead only through the form. */
export function Steps({ current, onGoBack }: StepsProps) {
  const { t } = useTranslation('customers');
  return (
    <ol className={classes.steps} aria-label={t('new.steps')}>
      {stepNames.map((name, index) => {
        const isDone = index < current;
        const content = (
          <>
            <span className={classes.stepNumber} data-done={isDone || undefined} aria-hidden>
              {isDone ? <IconCheck size={14} /> : index + 1}
            </span>
            {t(`new.step.${name}`)}
          </>
        );
        return (
          <li key={name} className={classes.step} aria-current={index === current ? 'step' : undefined}>
            {isDone ? (
              <UnstyledButton className={classes.stepButton} onClick={() => onGoBack(index)}>
                {content}
              </UnstyledButton>
            ) : (
              <span className={classes.stepButton}>{content}</span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
