//! Settings: what the environment and the settings files say. The only place that reads them.
