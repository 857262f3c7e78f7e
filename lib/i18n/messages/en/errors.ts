import { expandKeys } from "../../expand";
import { clientErrors } from "./errors-client";
import { connectorErrors } from "./errors-connectors";
import { cryptoErrors } from "./errors-crypto";
import { engineErrors } from "./errors-engine";
import { errorsIngestion } from "./errors-ingestion";
import { localModelErrors } from "./errors-local-model";
import { mailErrors } from "./errors-mail";
import { modelErrors } from "./errors-model";
import { netErrors } from "./errors-net";
import { errorsServices } from "./errors-services";

export const errorLists = [
  clientErrors,
  cryptoErrors,
  connectorErrors,
  engineErrors,
  modelErrors,
  localModelErrors,
  netErrors,
  mailErrors,
  errorsServices,
  errorsIngestion,
];

/** What went wrong and what to do, by the code of the error: all that pages may show. */
export const errors = expandKeys(...errorLists);
