import { MsalProvider, useAccount, useMsal } from '@azure/msal-react';
import { Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, Button, Text } from '@fluentui/react-components';
import { InteractionStatus } from '@azure/msal-browser';
import { useTranslation } from 'react-i18next';
import { PersonIcon } from '../ui/PersonAvatar.tsx';
import type { StartedAuth } from './start.ts';

interface MenuActions {
  /** `null` when there is no token inspector here. */
  onInspect: (() => void) | null;
  onSignOut: () => void;
}

/** The account button and its menu. It follows MSAL itself, so it is never out of step with who is signed in. */
export function AccountMenu({ auth, ...actions }: { auth: StartedAuth } & MenuActions) {
  return (
    <MsalProvider instance={auth.msal}>
      <SignedInMenu {...actions} />
    </MsalProvider>
  );
}

function SignedInMenu({ onInspect, onSignOut }: MenuActions) {
  const { t } = useTranslation();
  const { inProgress } = useMsal();
  const account = useAccount();
  const name = account?.name ?? account?.username ?? '';
  return (
    <Menu inline positioning="below-end">
      <MenuTrigger disableButtonEnhancement>
        <Button
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
          {onInspect && <MenuItem onClick={onInspect}>{t('inspector.menu')}</MenuItem>}
          <MenuItem disabled={inProgress !== InteractionStatus.None} onClick={onSignOut}>
            {t('account.signOut')}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
