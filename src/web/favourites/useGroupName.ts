import { useTranslation } from 'react-i18next';
import { unnamedGroupId } from '../people/favourites.ts';

/** Returns a function that gives the name of a group to show. The group without a name is called *Others*, because it appears only beside other groups. */
export function useGroupName(): (group: { readonly id: string; readonly name: string }) => string {
  const { t } = useTranslation();
  return ({ id, name }) => (id === unnamedGroupId ? t('favourites.noGroup') : name);
}
