import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/app/context';
import { navItems } from './navigation';
import classes from './Shell.module.css';

export function Navigation({ onNavigate }: { onNavigate?: () => void }) {
  const { t } = useTranslation('common');
  const { permissions } = useSession();
  return (
    <nav className={classes.nav} aria-label={t('nav.label')}>
      <ul>
        {navItems
          .filter((item) => permissions.includes(item.permission))
          .map(({ to, label, icon: Icon }) => (
            <li key={to}>
              <Link to={to} className={classes.link} activeOptions={{ includeSearch: false }} {...(onNavigate ? { onClick: onNavigate } : {})}>
                <Icon size={18} stroke={1.7} aria-hidden />
                {t(label)}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  );
}
