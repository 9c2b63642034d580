import { makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    flexGrow: 1,
    minHeight: 0,
    overflowY: 'auto',
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalL}`,
    textAlign: 'center',
  },
  column: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: tokens.spacingVerticalL,
    width: '100%',
    maxWidth: '640px',
    // Centres a column that fits into the page. A longer column starts at the top and scrolls.
    marginBlock: 'auto',
  },
  wide: { maxWidth: '1000px', marginBlock: 0, alignItems: 'start', textAlign: 'start' },
  heading: {
    ...typographyStyles.title1,
    margin: 0,
    outlineStyle: 'none',
    overflowWrap: 'anywhere',
    '@media (max-width: 480px)': typographyStyles.title3,
  },
});

interface PageProps {
  title: string;
  /** An icon or an avatar above the title. */
  figure?: ReactNode;
  /** Whether the column may be 1000px wide instead of 640px, and its lines begin at the edge instead of being centred. */
  wide?: boolean;
  children: ReactNode;
}

/** A page with a heading and one column. */
export function Page({ title, figure, wide = false, children }: PageProps) {
  const styles = useStyles();
  return (
    <main className={styles.page}>
      <div className={mergeClasses(styles.column, wide && styles.wide)}>
        {figure}
        <h1 tabIndex={-1} className={styles.heading}>
          {title}
        </h1>
        {children}
      </div>
    </main>
  );
}
