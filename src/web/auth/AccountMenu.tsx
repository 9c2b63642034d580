import { useAccount, useMsal } from '@azure/msal-react';
import {
  Menu,
  makeStyles,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Button,
  Text,
  tokens,
  useRestoreFocusTarget,
} from '@fluentui/react-components';
import type { AccountInfo } from '@azure/msal-browser';
import { type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MoreItem } from '../ui/MoreItem.tsx';
import { visuallyHidden } from '../ui/visuallyHidden.ts';
import { PersonAvatar } from '../ui/PersonAvatar.tsx';
import { usePermissionsDialog } from '../consent/openPermissions.tsx';
import type { Readable } from '../base/store.ts';
import { useReadableLater } from '../base/useReadableLater.ts';

const useStyles = makeStyles({
  // Fluent's button is smaller than the photo, and would cut off the photo's edge and the presence badge.
  button: {
    width: '44px',
    maxWidth: 'none',
    height: '44px',
    padding: 0,
    borderRadius: tokens.borderRadiusCircular,
    overflow: 'visible',
    '& > .fui-Button__icon': { width: 'auto', height: 'auto' },
  },
  name: visuallyHidden,
});

interface AccountMenuProps {
  /** Opens the token inspector; `null` if the configuration turns it off. */
  onInspect: (() => void) | null;
  /** Opens the settings; `null` until the app is connected. */
  onSettings: (() => void) | null;
  /** The parent holds this state, because React creates the menu again when the button moves to another place. */
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  photo?: ReactElement | null;
  /** The chosen radio items among `children`, by their group's name. */
  checkedValues?: Record<string, string[]>;
  /** Items that stand first in the menu. */
  children?: ReactNode;
  /** Whether the user is in a call, when no menu item may leave the page. */
  inCall: Readable<boolean>;
  onSignInAsAnother: () => void;
  onSignOut: () => void;
  /** What a sign-out deletes, in words; `null` if it deletes nothing. */
  signOutNote: string | null;
}

/** The account button and its menu. They need a `SignInProvider` around them, because they use MSAL's hooks. */
export function AccountMenu({
  isOpen,
  onOpenChange,
  photo = null,
  checkedValues,
  children,
  onInspect,
  onSettings,
  inCall,
  onSignInAsAnother,
  onSignOut,
  signOutNote,
}: AccountMenuProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { instance, accounts } = useMsal();
  const account = useAccount();
  const mustStay = useReadableLater(inCall, (value) => value);
  const unavailable = mustStay ? t('account.inCall') : null;
  const otherAccounts = accounts.filter(({ homeAccountId }) => homeAccountId !== account?.homeAccountId);
  const changeAccount = (other: AccountInfo) => {
    instance.setActiveAccount(other);
    // Everything in the page belongs to one account, so the page is loaded again for the other account.
    location.reload();
  };
  // When a dialog that was opened from the menu closes, the focus returns to the button.
  const restoreFocus = useRestoreFocusTarget();
  const permissions = usePermissionsDialog();
  const name = account?.name ?? account?.username ?? '';
  return (
    <>
      <Menu
        inline
        open={isOpen}
        onOpenChange={(_event, { open }) => onOpenChange(open)}
        positioning={{ position: 'below', align: 'end', autoSize: true }}
        {...(checkedValues && { checkedValues })}
      >
        <MenuTrigger disableButtonEnhancement>
          <Button
            {...restoreFocus}
            appearance="transparent"
            className={styles.button}
            title={account?.username}
            icon={
              <>
                {photo ?? <PersonAvatar name={name} isUnknown size={32} />}
                {/* A label would replace the visible initials in the accessible name, so the name is a hidden text beside them. */}
                <span className={styles.name}>{t('account.button')}</span>
              </>
            }
          />
        </MenuTrigger>
        <MenuPopover>
          <Text as="p" block style={{ padding: '8px', margin: 0 }}>
            <bdi>{name}</bdi>
            <br />
            <Text size={200}>{account?.username}</Text>
          </Text>
          <MenuList>
            {children}
            {onSettings && <MenuItem onClick={onSettings}>{t('account.settings')}</MenuItem>}
            <MenuItem onClick={permissions.open}>{t('permissions.title')}</MenuItem>
            {onInspect && <MenuItem onClick={onInspect}>{t('inspector.menu')}</MenuItem>}
            {otherAccounts.map((other) => (
              <MoreItem
                key={other.homeAccountId}
                label={t('account.change', { name: other.username })}
                unavailable={unavailable}
                onClick={() => changeAccount(other)}
              />
            ))}
            <MoreItem label={t('account.another')} unavailable={unavailable} onClick={onSignInAsAnother} />
            <MoreItem
              label={t('account.signOut')}
              note={signOutNote}
              unavailable={unavailable}
              onClick={onSignOut}
            />
          </MenuList>
        </MenuPopover>
      </Menu>
      {permissions.dialog}
    </>
  );
}
