import { Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/app/context';
import { useUpdatePreferences } from '@/features/session/public';
import { ColorScheme } from '@/gen/kartoteka/v1/session_service_pb';
import { languageNames, languages, setLanguage, type Language } from '@/i18n';

const schemes = [
  { scheme: 'light', value: ColorScheme.LIGHT, icon: IconSun, label: 'menu.light' },
  { scheme: 'dark', value: ColorScheme.DARK, icon: IconMoon, label: 'menu.dark' },
  { scheme: 'auto', value: ColorScheme.UNSPECIFIED, icon: IconDeviceDesktop, label: 'menu.auto' },
] as const;

export function LanguageItems() {
  const { t, i18n } = useTranslation('common');
  const save = useSavePreference();

  function choose(language: Language) {
    void setLanguage(language);
    save({ language });
  }

  return (
    <>
      <Menu.Label>{t('menu.language')}</Menu.Label>
      {languages.map((language) => (
        <ChoiceItem key={language} lang={language} isChosen={i18n.language === language} onClick={() => choose(language)}>
          {languageNames[language]}
        </ChoiceItem>
      ))}
    </>
  );
}

export function SchemeItems() {
  const { t } = useTranslation('common');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const save = useSavePreference();

  function choose(scheme: MantineColorScheme, value: ColorScheme) {
    setColorScheme(scheme);
    save({ colorScheme: value });
  }

  return (
    <>
      <Menu.Label>{t('menu.appearance')}</Menu.Label>
      {schemes.map(({ scheme, value, icon: Icon, label }) => (
        <ChoiceItem
          key={scheme}
          isChosen={colorScheme === scheme}
          icon={<Icon size={16} aria-hidden />}
          onClick={() => choose(scheme, value)}
        >
          {t(label)}
        </ChoiceItem>
      ))}
    </>
  );
}

interface ChoiceItemProps {
  isChosen: boolean;
  icon?: React.ReactNode;
  lang?: string;
  onClick: () => void;
  children: React.ReactNode;
}

function ChoiceItem({ isChosen, icon, lang, onClick, children }: ChoiceItemProps) {
  return (
    <Menu.Item
      role="menuitemradio"
      aria-checked={isChosen}
      lang={lang}
      leftSection={icon}
      rightSection={isChosen ? <IconCheck size={15} aria-hidden /> : undefined}
      onClick={onClick}
    >
      {children}
    </Menu.Item>
  );
}

/** The screen changes at once; the server keeps it for the next device. */
function useSavePreference() {
  const { preferences } = useSession();
  const update = useUpdatePreferences();
  return (change: { language?: string; colorScheme?: ColorScheme }) => {
    const merged = { language: preferences?.language ?? '', colorScheme: preferences?.colorScheme ?? ColorScheme.UNSPECIFIED, ...change };
    update.mutate({ preferences: merged });
  };
}
