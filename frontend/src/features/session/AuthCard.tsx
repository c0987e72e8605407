import { Button, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { languageNames, languages, setLanguage } from '@/i18n';
import { Logo } from '@/ui/Logo';
import { useDocumentTitle } from '@/ui/Page';
import classes from './AuthCard.module.css';

interface AuthCardProps {
  title: string;
  description?: ReactNode;
  children: ReactNode;
}

/** The page of somebody who is not signed in: one card, and the languages below it. */
export function AuthCard({ title, description, children }: AuthCardProps) {
  const { t, i18n } = useTranslation('common');
  useDocumentTitle(title);
  return (
    <div className={classes.screen}>
      <main className={classes.center}>
        <div className={classes.brand}>
          <Logo size={30} />
        </div>
        <div className={classes.stack}>
          <div className={classes.card}>
            <Title order={1} size="h1" className={classes.title}>
              {title}
            </Title>
            {description && (
              <Text size="sm" c="dimmed">
                {description}
              </Text>
            )}
            <div style={{ marginTop: '1.25rem' }}>{children}</div>
          </div>
        </div>
      </main>
      <nav className={classes.footer} aria-label={t('menu.language')}>
        {languages.map((language) => (
          <Button
            key={language}
            lang={language}
            size="compact-sm"
            variant={i18n.language === language ? 'light' : 'subtle'}
            color="gray"
            fw={500}
            aria-pressed={i18n.language === language}
            onClick={() => void setLanguage(language)}
          >
            {languageNames[language]}
          </Button>
        ))}
      </nav>
    </div>
  );
}
