//! The gateway: one endpoint for questions, served by any of several vendors of language models.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use api_error_catalog::{
    ApiError, ApiErrorCatalog, BuildError, CatalogError, Category, Fault, RetryPolicy, anthropic,
    openai,
};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use backon::{ExponentialBuilder, Retryable};
use http::HeaderValue;

/// The gateway's own errors.
#[derive(ApiErrorCatalog)]
#[catalog(path = "examples/gateway/gateway.yaml", module = own)]
struct Own;

/// Only a mistake of the gateway's makes an error that its catalog does not allow.
impl From<BuildError> for own::Error {
    fn from(cause: BuildError) -> Self {
        own::Error::from(own::Internal).with_source(cause)
    }
}

/// The longest wait. Beyond it, the next vendor is tried.
const PATIENCE: Duration = Duration::from_secs(10);

/// Which API a vendor has.
#[derive(Clone, Copy)]
pub(crate) enum Api {
    Anthropic,
    OpenAi,
}

/// A vendor, and where it is.
#[derive(Clone, Copy)]
pub(crate) struct Vendor {
    pub(crate) api: Api,
    pub(crate) address: SocketAddr,
}

/// Why a vendor did not answer the question.
enum Failure {
    /// It answered with an error, of whichever catalog.
    Told(Box<dyn ApiError>),
    /// It did not answer.
    Unreachable(reqwest::Error),
}

impl Failure {
    fn told(error: impl CatalogError) -> Self {
        Failure::Told(error.into())
    }

    /// Whether the same vendor may serve the request in a moment.
    fn is_limit(&self) -> bool {
        matches!(self, Failure::Told(error) if matches!(error.category(), Category::RateLimit | Category::ConcurrencyLimit))
    }

    /// How long to wait before the next attempt, if there is one.
    fn delay(&self, policy: &mut RetryPolicy) -> Option<Duration> {
        match self {
            Failure::Told(error) => policy.next(error),
            Failure::Unreachable(_) => None,
        }
    }

    /// What happened, without the vendor's text.
    fn in_short(&self) -> String {
        match self {
            Failure::Told(error) => {
                let name = error.name().or(error.code_text()).map(str::to_owned);
                let name = name
                    .or_else(|| error.unresolved_reason().map(|reason| reason.to_string()))
                    .unwrap_or_default();
                error
                    .status()
                    .map_or_else(|| name.clone(), |status| format!("{name} ({status})"))
            }
            Failure::Unreachable(_) => "unreachable".to_owned(),
        }
    }
}

/// The service.
pub(crate) struct Gateway {
    client: reqwest::Client,
    vendors: Vec<Vendor>,
}

impl Gateway {
    pub(crate) fn new(vendors: Vec<Vendor>) -> Gateway {
        Gateway {
            client: reqwest::Client::new(),
            vendors,
        }
    }

    pub(crate) fn router(self) -> axum::Router {
        axum::Router::new()
            .route("/ask", axum::routing::post(ask))
            .with_state(Arc::new(self))
    }

    /// Asks one vendor, waiting where it limits us.
    async fn ask(&self, vendor: Vendor, text: &str, steps: &Steps) -> Result<Vec<u8>, Failure> {
        let attempt = async || {
            let result = match vendor.api {
                Api::Anthropic => {
                    self.post::<anthropic::Error>(vendor, "/v1/messages", text)
                        .await
                }
                Api::OpenAi => {
                    self.post::<openai::Error>(vendor, "/v1/responses", text)
                        .await
                }
            };
            let outcome = result
                .as_ref()
                .map_or_else(Failure::in_short, |_| "answered".to_owned());
            steps.add(format!("{}: {outcome}", vendor.name()));
            result
        };
        let mut policy = RetryPolicy::new().max_delay(PATIENCE);
        let retried = attempt
            .retry(ExponentialBuilder::default())
            .when(Failure::is_limit)
            .adjust(|failure: &Failure, _| failure.delay(&mut policy));
        retried
            .notify(|_, delay| steps.add(format!("waited {}s", delay.as_secs())))
            .await
    }

    async fn post<E: CatalogError>(
        &self,
        vendor: Vendor,
        path: &str,
        text: &str,
    ) -> Result<Vec<u8>, Failure> {
        let body = serde_json::json!({ "text": text }).to_string();
        let request = self
            .client
            .post(format!("http://{}{path}", vendor.address))
            .body(body);
        let response = request.send().await.map_err(Failure::Unreachable)?;
        let response = E::check(response).await.map_err(Failure::told)?;
        Ok(response.bytes().await.map_err(Failure::Unreachable)?.into())
    }
}

impl Vendor {
    fn name(self) -> &'static str {
        match self.api {
            Api::Anthropic => "anthropic",
            Api::OpenAi => "openai",
        }
    }
}

/// The steps of one request, for debugging.
#[derive(Default)]
struct Steps(Mutex<Vec<String>>);

impl Steps {
    fn add(&self, step: String) {
        if let Ok(mut steps) = self.0.lock() {
            steps.push(step);
        }
    }

    fn header(&self) -> Option<HeaderValue> {
        HeaderValue::from_str(&self.0.lock().ok()?.join(", ")).ok()
    }
}

async fn ask(State(gateway): State<Arc<Gateway>>, body: String) -> Response {
    let steps = Steps::default();
    let mut response = serve(&gateway, &body, &steps)
        .await
        .unwrap_or_else(IntoResponse::into_response);
    if let Some(steps) = steps.header() {
        response.headers_mut().insert("x-steps", steps);
    }
    response
}

/// Tries the vendors in turn. If the request itself is at fault, every vendor would refuse it, so the error goes back to the
/// client. With any other fault, the next vendor may succeed.
async fn serve(gateway: &Gateway, body: &str, steps: &Steps) -> Result<Response, own::Error> {
    let request: serde_json::Value = serde_json::from_str(body).unwrap_or_default();
    let text = request["text"]
        .as_str()
        .filter(|text| !text.is_empty())
        .ok_or(own::TextMissing)?;
    let mut tried = Vec::new();
    for vendor in &gateway.vendors {
        match gateway.ask(*vendor, text, steps).await {
            Ok(answer) => return Ok(answer.into_response()),
            Err(Failure::Told(error)) if error.fault() == Fault::Request => {
                return Ok(error.response().to_problem_details().into_response());
            }
            Err(failure) => {
                match &failure {
                    Failure::Told(error) => error.response().emit_event(),
                    Failure::Unreachable(error) => {
                        tracing::error!(%error, vendor = vendor.name(), "unreachable")
                    }
                }
                tried.push(failure.in_short());
            }
        }
    }
    let tried = serde_json::Value::from(tried).to_string();
    Err(own::Error::builder(own::ErrorKind::NoVendorLeft)
        .field_json("tried", &tried)
        .build()?)
}
