import { ActionIcon } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMenu2 } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Logo } from '@/ui/Logo';
import { part } from '@/ui/part';
import { Navigation } from './Navigation';
import { RouteAnnouncer } from './RouteAnnouncer';
import classes from './Shell.module.css';

// Neither is needed for the first page to be read.
const MenuDrawer = part(async () => (await import('./MenuDrawer')).MenuDrawer, null);
const StaffMenu = part(async () => (await import('./StaffMenu')).StaffMenu, <div className={classes.staff} />);

/** What surrounds every page: the menu, the signed-in person, and the landmarks to jump between. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation('common');
  return (
    <div className={classes.shell}>
      <a href="#main" className={classes.skip}>
        {t('nav.skip')}
      </a>
      <div className={classes.sidebar}>
        <Link to="/customers" className={classes.brand} aria-label="Kartoteka">
          <Logo />
        </Link>
        <Navigation />
        <div className={classes.spring} />
        <StaffMenu />
      </div>
      <TopBar />
      <main id="main" tabIndex={-1} className={classes.main} data-scroll-restoration-id="main">
        {children}
      </main>
      <RouteAnnouncer />
    </div>
  );
}

/** The phone's header; the menu waits in a drawer. */
function TopBar() {
  const { t } = useTranslation('common');
  const [opened, { open, close }] = useDisclosure(false);
  const [wasOpened, setWasOpened] = useState(false);

  function show() {
    setWasOpened(true);
    open();
  }

  return (
    <header className={classes.topbar}>
      <Link to="/customers" className={classes.brand} aria-label="Kartoteka">
        <Logo />
      </Link>
      <ActionIcon variant="subtle" color="gray" size={44} aria-label={t('nav.open')} aria-expanded={opened} onClick={show}>
        <IconMenu2 size={22} aria-hidden />
      </ActionIcon>
      {wasOpened && <MenuDrawer opened={opened} onClose={close} />}
    </header>
  );
}
