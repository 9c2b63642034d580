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
import { useControlStyles } from './ControlButton.tsx';

/** The toolbar's *More*: what is done now and then. */
export function MoreMenu({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const styles = useControlStyles();
  // From the panels and dialogs that the menu opens.
  const backHere = useRestoreFocusTarget();
  return (
    <Menu inline positioning={{ position: 'above', align: 'end', autoSize: true }}>
      <MenuTrigger disableButtonEnhancement>
        <ToolbarButton {...backHere} vertical className={styles.button} icon={<MoreHorizontal24Regular />}>
          <span className={styles.label}>{t('more')}</span>
        </ToolbarButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>{children}</MenuList>
      </MenuPopover>
    </Menu>
  );
}
