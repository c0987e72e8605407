import { Input, SegmentedControl, Select, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/app/context';
import { useUpdatePreferences } from '@/features/session/public';
import { FieldGrid } from '@/forms';
import { ColorScheme } from '@/gen/kartoteka/v1/session_service_pb';
import { isLanguage, languageNames, languages, setLanguage } from '@/i18n';
import { notify, Section } from '@/ui';
import { schemeOf, schemes, type Scheme } from './schemes';

/** What I see changes at once; the server keeps it for my other devices. */
export function PreferencesSection() {
  const { t, i18n } = useTranslation('settings');
  const { preferences } = useSession();
  const { setColorScheme } = useMantineColorScheme();
  const update = useUpdatePreferences();
  const current = preferences?.colorScheme ?? ColorScheme.UNSPECIFIED;

  function save(change: { language?: string; colorScheme?: ColorScheme }) {
    const merged = { language: preferences?.language ?? '', colorScheme: current, ...change };
    update.mutate({ preferences: merged }, { onSuccess: () => notify.success(t('preferences.saved')), onError: notify.failure });
  }

  function chooseLanguage(chosen: string | null) {
    const language = chosen ?? undefined;
    if (!isLanguage(language)) return;
    void setLanguage(language);
    save({ language });
  }

  function chooseScheme(scheme: Scheme) {
    setColorScheme(scheme);
    save({ colorScheme: schemes[scheme] });
  }

  return (
    <Section id="preferences" title={t('section.preferences')} description={t('preferences.explain')}>
      <FieldGrid>
        <Select
          label={t('common:menu.language')}
          data={languages.map((language) => ({ value: language, label: languageNames[language] }))}
          value={i18n.language}
          allowDeselect={false}
          onChange={chooseLanguage}
        />
        <Input.Wrapper label={t('common:menu.appearance')} labelElement="div">
          <SegmentedControl
            fullWidth
            aria-label={t('common:menu.appearance')}
            value={schemeOf(current)}
            onChange={chooseScheme}
            data={[
              { value: 'light', label: t('common:menu.light') },
              { value: 'dark', label: t('common:menu.dark') },
              { value: 'auto', label: t('common:menu.auto') },
            ]}
          />
        </Input.Wrapper>
      </FieldGrid>
    </Section>
  );
}
