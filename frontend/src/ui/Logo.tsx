import classes from './Logo.module.css';

/** The drawer of index cards and the name beside it. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <span className={classes.logo}>
      <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable="false">
        <rect width="32" height="32" rx="8" fill="#0c6b70" />
        <path d="M10 8.5h12" stroke="#fff" strokeOpacity=".45" strokeWidth="2" strokeLinecap="round" />
        <path d="M8.5 12.5h15" stroke="#fff" strokeOpacity=".7" strokeWidth="2" strokeLinecap="round" />
        <rect x="6.5" y="16" width="19" height="9" rx="2.2" fill="#fff" />
        <path d="M13 20.5h6" stroke="#0c6b70" strokeWidth="2" strokeLinecap="round" />
      </svg>
      <span className={classes.name} style={{ fontSize: size * 0.66 }}>
        Kartoteka
      </span>
    </span>
  );
}
