import {
  makeStyles,
  Menu,
  MenuGroup,
  MenuGroupHeader,
  MenuList,
  MenuPopover,
  MenuTrigger,
  tokens,
  ToolbarButton,
  useRestoreFocusTarget,
} from '@fluentui/react-components';
import { MoreHorizontal24Regular } from '@fluentui/react-icons/svg/more-horizontal';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { onNarrowToolbar } from './callWidth.ts';
import { useControlStyles } from './controlStyles.ts';

const useStyles = makeStyles({
  // Two columns, because one column with all commands would be higher than the videos in a window of 720 px.
  popover: {
    boxSizing: 'border-box',
    width: 'max-content',
    maxWidth: 'min(520px, 100cqi)',
    scrollPaddingBlock: '4px',
  },
  groups: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    gridTemplateRows: 'auto auto',
    gridAutoFlow: 'column',
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalXS,
    maxHeight: 'none',
    // On a phone, one list, which scrolls: in two columns, long words break, and the shorter column ends in a hole.
    [onNarrowToolbar]: {
      display: 'flex',
      flexDirection: 'column',
      minWidth: '240px',
      // With Fluent's 100 %, the end of the list would have no padding.
      height: 'max-content',
    },
  },
  group: { display: 'flex', flexDirection: 'column', rowGap: '2px', minWidth: 0 },
  heading: { color: tokens.colorNeutralForeground3 },
});

/** The groups of the menu *More*, column by column: two groups in each column, or on a phone all in one. */
export const moreGroups = ['call', 'signals', 'view', 'devices'] as const;
/** `call`: who takes part. `signals`: what the user shows the others. `view`: what the user sees. `devices`: sound and camera. */
export type MoreGroupName = (typeof moreGroups)[number];

/** Some `MoreItem`s of the menu *More*, below a heading. */
export function MoreGroup({ name, children }: { name: MoreGroupName; children: ReactNode }) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <MenuGroup className={styles.group}>
      <MenuGroupHeader className={styles.heading}>{t(`moreGroups.${name}`)}</MenuGroupHeader>
      {children}
    </MenuGroup>
  );
}

/** The menu *More*, for commands that users need less often. @param props.children the groups, as in `moreGroups` */
export function MoreMenu({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const controlStyles = useControlStyles();
  // When a panel or dialog closes that was opened from the menu, the focus returns to this button.
  const restoreFocusTarget = useRestoreFocusTarget();
  return (
    <Menu inline positioning={{ position: 'above', align: 'end', autoSize: true }}>
      <MenuTrigger disableButtonEnhancement>
        <ToolbarButton
          {...restoreFocusTarget}
          vertical
          className={controlStyles.button}
          icon={<MoreHorizontal24Regular />}
        >
          <span className={controlStyles.label}>{t('more')}</span>
        </ToolbarButton>
      </MenuTrigger>
      <MenuPopover className={styles.popover}>
        <MenuList className={styles.groups}>{children}</MenuList>
      </MenuPopover>
    </Menu>
  );
}
