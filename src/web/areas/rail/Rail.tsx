import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CalendarLtr24Filled, CalendarLtr24Regular } from '@fluentui/react-icons/svg/calendar-ltr';
import { Call24Filled, Call24Regular } from '@fluentui/react-icons/svg/call';
import { People24Filled, People24Regular } from '@fluentui/react-icons/svg/people';
import { Settings24Filled, Settings24Regular } from '@fluentui/react-icons/svg/settings';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useReadable } from '../../base/useReadable.ts';
import { currentView, toViewAddress, views, type View } from '../../base/view.ts';
import { useCapabilities } from '../../calling/react.tsx';
import { useHistory } from '../../history/HistoryProvider.tsx';
import { lineAtBlockStart, lineAtInlineEnd } from '../../ui/lines.ts';
import { onLowScreen, onOneColumn } from '../../ui/screenWidth.ts';

const useStyles = makeStyles({
  rail: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: tokens.spacingVerticalXS,
    boxSizing: 'border-box',
    width: '72px',
    minHeight: 0,
    padding: `${tokens.spacingVerticalM} 0`,
    ...lineAtInlineEnd,
    backgroundColor: tokens.colorNeutralBackground3,
    [onLowScreen]: { gap: 0, padding: `${tokens.spacingVerticalXXS} 0` },
    [onOneColumn]: {
      flexDirection: 'row',
      justifyContent: 'space-around',
      width: '100%',
      gap: 0,
      padding: `${tokens.spacingVerticalXXS} 0`,
      borderInlineEndStyle: 'none',
      ...lineAtBlockStart,
    },
  },
  brand: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: tokens.spacingVerticalXS,
    maxWidth: '100%',
    marginBlockEnd: tokens.spacingVerticalS,
    [onOneColumn]: { display: 'none' },
    [onLowScreen]: { display: 'none' },
  },
  label: {
    maxWidth: '68px',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    paddingInline: tokens.spacingHorizontalXXS,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorStatusWarningBackground1,
    color: tokens.colorStatusWarningForeground1,
    fontSize: tokens.fontSizeBase100,
    fontWeight: tokens.fontWeightSemibold,
    lineHeight: tokens.lineHeightBase200,
  },
  link: {
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: '2px',
    width: '68px',
    minHeight: '52px',
    borderRadius: tokens.borderRadiusLarge,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase100,
    lineHeight: tokens.lineHeightBase100,
    textDecorationLine: 'none',
    textAlign: 'center',
    // Lower links, so that all of them and the account stay visible below the card of an incoming call.
    [onLowScreen]: { minHeight: '44px' },
    // In a row, each link is as wide as its word, because “Besprechungen” needs more than an equal share of 320 px.
    [onOneColumn]: { width: 'auto', minWidth: '48px', paddingInline: tokens.spacingHorizontalXXS },
    ':hover': { backgroundColor: tokens.colorNeutralBackground3Hover, color: tokens.colorNeutralForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  current: {
    color: tokens.colorBrandForeground1,
    fontWeight: tokens.fontWeightSemibold,
    // A bar marks the current view, too, because a forced-colours mode removes the colour of the text.
    '::before': {
      content: '""',
      position: 'absolute',
      insetInlineStart: '-2px',
      insetBlock: '12px',
      width: '3px',
      borderRadius: tokens.borderRadiusCircular,
      backgroundColor: tokens.colorBrandForeground1,
      forcedColorAdjust: 'none',
      '@media (forced-colors: active)': { backgroundColor: 'Highlight' },
    },
    [onOneColumn]: {
      '::before': {
        insetInlineStart: '12px',
        insetInlineEnd: '12px',
        insetBlock: '0 auto',
        width: 'auto',
        height: '3px',
      },
    },
  },
  count: {
    position: 'absolute',
    insetBlockStart: '2px',
    insetInlineEnd: '8px',
    minWidth: '16px',
    paddingInline: '2px',
    boxSizing: 'border-box',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorStatusDangerBackground3,
    color: tokens.colorNeutralForegroundOnBrand,
    fontSize: tokens.fontSizeBase100,
    fontWeight: tokens.fontWeightSemibold,
    lineHeight: '16px',
    textAlign: 'center',
  },
  end: { marginBlockStart: 'auto', [onOneColumn]: { marginBlock: 'auto' } },
});

/** The icons of each view's link: while another view is open, and while this view is open. */
const icons = {
  calls: [Call24Regular, Call24Filled],
  people: [People24Regular, People24Filled],
  meetings: [CalendarLtr24Regular, CalendarLtr24Filled],
  settings: [Settings24Regular, Settings24Filled],
} as const;

/** The navigation. @param props.label names the system; `null` for none. @param props.children the account menu */
export function Rail({ label, children }: { label: string | null; children: ReactNode }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const openView = useReadable(currentView);
  const missedCount = useReadable(useHistory().missedCount);
  const { meetings } = useCapabilities();
  const shownViews = views.filter((view) => meetings || view !== 'meetings');
  return (
    <nav aria-label={t('rail.name')} className={styles.rail}>
      <div className={styles.brand}>
        <img src="/icon.svg" alt={t('product')} width={28} height={28} />
        {label && (
          <span className={styles.label} title={label}>
            {label}
          </span>
        )}
      </div>
      {shownViews.map((view) => (
        <ViewLink
          key={view}
          view={view}
          isCurrent={view === openView}
          count={view === 'calls' ? missedCount : 0}
        />
      ))}
      <div className={styles.end}>{children}</div>
    </nav>
  );
}

function ViewLink({ view, isCurrent, count }: { view: View; isCurrent: boolean; count: number }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const Icon = icons[view][isCurrent ? 1 : 0];
  const countId = `${view}-count`;
  return (
    <a
      href={toViewAddress(view)}
      aria-current={isCurrent ? 'page' : undefined}
      {...(count > 0 && { 'aria-describedby': countId })}
      className={mergeClasses(styles.link, isCurrent && styles.current)}
    >
      <Icon aria-hidden />
      {t(`rail.${view}`)}
      {count > 0 && (
        <>
          <span aria-hidden className={styles.count}>
            {count > 99 ? '99+' : count}
          </span>
          <span id={countId} hidden>
            {t('history.missed', { count })}
          </span>
        </>
      )}
    </a>
  );
}
