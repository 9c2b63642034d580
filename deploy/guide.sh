# Functions for the guides that set Switchboard up on Azure (docs/host-it.md and the pages that lead to it). Load this file
# into bash with `. deploy/guide.sh`, again in every new terminal: it also brings back the values that `keep` has stored.

# The stored values are names, ids and addresses. The guides store no secret.
VALUES_FILE=$HOME/switchboard-values.sh
if [ -f "$VALUES_FILE" ]; then . "$VALUES_FILE"; fi

# keep NAME=value …: sets and exports variables, and stores them for the next terminal. It refuses an empty value, also
# within a list with commas, because the command that should have printed the value has then failed.
keep() {
  local pair
  for pair in "$@"; do
    case $pair in
    *= | *=,* | *,,* | *,)
      echo "STOP: ${pair%%=*} has no value, or an empty one between commas. The command that prints it has failed: read its message above." >&2
      return 1
      ;;
    esac
    export "${pair?}"
    printf 'export %q\n' "$pair" >>"$VALUES_FILE"
    echo "$pair"
  done
}

# add_permission API NAME: adds a delegated permission to the registration APP_ID. API is the application id of the API. The
# function looks the id of the permission up, and adds no permission twice.
add_permission() {
  local id
  id=$(az ad sp show --id "$1" --query "oauth2PermissionScopes[?value=='$2'].id | [0]" -o tsv)
  if [ -z "$id" ]; then
    echo "STOP: the API $1 does not offer the permission $2." >&2
    return 1
  fi
  if az ad app permission list --id "$APP_ID" --query "[].resourceAccess[].id" -o tsv | grep -q "$id"; then
    echo "$2 is there already"
  else
    az ad app permission add --id "$APP_ID" --api "$1" --api-permissions "$id=Scope" && echo "$2 added"
  fi
}

# tenant_of DOMAIN: prints the id of the tenant that owns a domain, such as contoso.com.
tenant_of() {
  curl -fsS "https://login.microsoftonline.com/$1/v2.0/.well-known/openid-configuration" |
    node -p 'new URL(JSON.parse(require("fs").readFileSync(0, "utf8")).issuer).pathname.split("/")[1]'
}

# fill_in FILE: prints the file with the value of each variable in place of its placeholder, such as `<GROUP>`.
fill_in() {
  node -e '
    const fillIn = (placeholder, name) => {
      if (process.env[name]) return process.env[name];
      console.error(`STOP: ${name} has no value. Load the stored values with ". deploy/guide.sh".`);
      process.exit(1);
    };
    process.stdout.write(require("fs").readFileSync(process.argv[1], "utf8").replaceAll(/<([A-Z_]+)>/g, fillIn));' "$1"
}
