import { useAccount, useMsal } from '@azure/msal-react';
import {
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Button,
  Text,
  useRestoreFocusTarget,
} from '@fluentui/react-components';
import type { AccountInfo } from '@azure/msal-browser';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { MoreItem } from '../ui/MoreItem.tsx';
import { PersonIcon } from '../ui/PersonAvatar.tsx';
import type { Readable } from '../base/store.ts';

interface AccountMenuProps {
  /** `null` when there is no token inspector here. */
  onInspect: (() => void) | null;
  /** `null` until there is a phone to set. */
  onSettings: (() => void) | null;
  /** While true, nothing here may leave the page. */
  inCall: Readable<boolean>;
  onSignInAsAnother: () => void;
  onSignOut: () => void;
}

/** The account button and its menu. MSAL's hooks keep it in step with the account; it needs a `SignInProvider`. */
export function AccountMenu({
  onInspect,
  onSettings,
  inCall,
  onSignInAsAnother,
  onSignOut,
}: AccountMenuProps) {
  const { t } = useTranslation();
  const { instance, accounts } = useMsal();
  const account = useAccount();
  // Not MSAL's own progress: a popup that was closed by hand is in progress for five more minutes.
  const stays = useSyncExternalStore(inCall.subscribe, inCall.get);
  const whyNot = stays ? t('account.inCall') : null;
  const others = accounts.filter(({ homeAccountId }) => homeAccountId !== account?.homeAccountId);
  const change = (other: AccountInfo) => {
    instance.setActiveAccount(other);
    // The phone belongs to one account; the other one's begins afresh.
    location.reload();
  };
  // From the dialogs that the menu opens.
  const backHere = useRestoreFocusTarget();
  const name = account?.name ?? account?.username ?? '';
  return (
    <Menu inline positioning={{ position: 'below', align: 'end', autoSize: true }}>
      <MenuTrigger disableButtonEnhancement>
        <Button
          {...backHere}
          appearance="transparent"
          aria-label={t('account.button')}
          title={account?.username}
          icon={<PersonIcon name={name} size={32} />}
        />
      </MenuTrigger>
      <MenuPopover>
        <Text as="p" block style={{ padding: '8px 12px', margin: 0 }}>
          <bdi>{name}</bdi>
          <br />
          <Text size={200}>{account?.username}</Text>
        </Text>
        <MenuList>
          {onSettings && <MenuItem onClick={onSettings}>{t('account.settings')}</MenuItem>}
          {onInspect && <MenuItem onClick={onInspect}>{t('inspector.menu')}</MenuItem>}
          {others.map((other) => (
            <MoreItem
              key={other.homeAccountId}
              label={t('account.change', { name: other.username })}
              unavailable={whyNot}
              onClick={() => change(other)}
            />
          ))}
          <MoreItem label={t('account.another')} unavailable={whyNot} onClick={onSignInAsAnother} />
          <MoreItem label={t('account.signOut')} unavailable={whyNot} onClick={onSignOut} />
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
