import { Button, type ButtonProps } from '@fluentui/react-components';
import { Star20Filled, Star20Regular } from '@fluentui/react-icons/svg/star';
import { useTranslation } from 'react-i18next';
import { usePeople } from './PeopleProvider.tsx';
import { useReadable } from '../base/useReadable.ts';

interface StarButtonProps {
  rawId: string;
  name: string;
  size?: NonNullable<ButtonProps['size']>;
}

/** A toggle button that adds a person to the favourites, or removes them. */
export function StarButton({ rawId, name, size = 'medium' }: StarButtonProps) {
  const { t } = useTranslation();
  const { favourites } = usePeople();
  const isFavourite = useReadable(favourites.list).some(({ id }) => id === rawId);
  return (
    <Button
      appearance="subtle"
      size={size}
      icon={isFavourite ? <Star20Filled /> : <Star20Regular />}
      aria-pressed={isFavourite}
      aria-label={t('person.star', { name })}
      onClick={() => favourites.toggle({ id: rawId, name })}
    />
  );
}
