import {
  Menu,
  MenuList,
  MenuPopover,
  MenuTrigger,
  ToolbarButton,
  useRestoreFocusTarget,
} from '@fluentui/react-components';
import { MoreHorizontal24Regular } from '@fluentui/react-icons/svg/more-horizontal';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useControlStyles } from './controlStyles.ts';

/** The menu *More* of the call's toolbar, for commands that users need less often. */
export function MoreMenu({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const styles = useControlStyles();
  // When the user closes a panel or dialog that was opened from the menu, the focus returns to this button.
  const restoreFocusTarget = useRestoreFocusTarget();
  return (
    <Menu inline positioning={{ position: 'above', align: 'end', autoSize: true }}>
      <MenuTrigger disableButtonEnhancement>
        <ToolbarButton
          {...restoreFocusTarget}
          vertical
          className={styles.button}
          icon={<MoreHorizontal24Regular />}
        >
          <span className={styles.label}>{t('more')}</span>
        </ToolbarButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>{children}</MenuList>
      </MenuPopover>
    </Menu>
  );
}
