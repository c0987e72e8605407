import { Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/app/context';
import { useUpdatePreferences } from '@/features/session/public';
import { ColorScheme } from '@/gen/kartoteka/v1/session_service_pb';
import { isLanguage, languageNames, languages, setLanguage } from '@/i18n';

export function LanguageItems() {
  const { t, i18n } = useTranslation('common');
  const save = useSavePreference();

  function choose(language: string) {
    if (!isLanguage(language)) return;
    void setLanguage(language);
    save({ language });
  }

  return (
    <>
      <Menu.Label>{t('menu.language')}</Menu.Label>
      <Menu.RadioGroup value={i18n.language} onChange={choose}>
        {languages.map((language) => (
          <Menu.RadioItem key={language} value={language} lang={language}>
            {languageNames[language]}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  );
}

const schemes: Record<MantineColorScheme, { value: ColorScheme; icon: typeof IconSun; label: string }> = {
  light: { value: ColorScheme.LIGHT, icon: IconSun, label: 'menu.light' },
  dark: { value: ColorScheme.DARK, icon: IconMoon, label: 'menu.dark' },
  auto: { value: ColorScheme.UNSPECIFIED, icon: IconDeviceDesktop, label: 'menu.auto' },
};

const schemeOrder = ['light', 'dark', 'auto'] as const;

export function SchemeItems() {
  const { t } = useTranslation('common');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const save = useSavePreference();

  function choose(name: string) {
    const scheme = schemeOrder.find((known) => known === name) ?? 'auto';
    setColorScheme(scheme);
    save({ colorScheme: schemes[scheme].value });
  }

  return (
    <>
      <Menu.Label>{t('menu.appearance')}</Menu.Label>
      <Menu.RadioGroup value={colorScheme} onChange={choose}>
        {schemeOrder.map((scheme) => {
          const { icon: Icon, label } = schemes[scheme];
          return (
            <Menu.RadioItem key={scheme} value={scheme} rightSection={<Icon size={16} stroke={1.6} aria-hidden />}>
              {t(label)}
            </Menu.RadioItem>
          );
        })}
      </Menu.RadioGroup>
    </>
  );
}

/** The screen changes at once; the server keeps it for the next device. */
function useSavePreference() {
  const { preferences } = useSession();
  const update = useUpdatePreferences();
  return (change: { language?: string; colorScheme?: ColorScheme }) => {
    const present = { language: preferences?.language ?? '', colorScheme: preferences?.colorScheme ?? ColorScheme.UNSPECIFIED };
    update.mutate({ preferences: { ...present, ...change } });
  };
}
