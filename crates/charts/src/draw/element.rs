//! A layer as a plotters element: the way in which plotters lends its backend.

use std::iter::{Once, once};

use plotters::element::{Drawable, PointCollection};
use plotters_backend::{BackendCoord, DrawingBackend, DrawingErrorKind};

use crate::draw::pen::Pen;
use crate::scene::Scene;
use crate::theme::Theme;

/// Paints with a [`Pen`] whose origin is the area's upper left corner.
pub(super) struct Layer<'a, P> {
    scene: &'a Scene,
    theme: &'a Theme,
    paint: P,
}

impl<'a, P> Layer<'a, P> {
    pub(super) const fn new(scene: &'a Scene, theme: &'a Theme, paint: P) -> Self {
        Self {
            scene,
            theme,
            paint,
        }
    }
}

impl<'e, P> PointCollection<'e, BackendCoord> for &'e Layer<'_, P> {
    type Point = BackendCoord;
    type IntoIter = Once<BackendCoord>;

    fn point_iter(self) -> Self::IntoIter {
        once((0, 0))
    }
}

impl<B, P> Drawable<B> for Layer<'_, P>
where
    B: DrawingBackend,
    P: Fn(&mut Pen<'_, B>) -> Result<(), DrawingErrorKind<B::ErrorType>>,
{
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut points: I,
        backend: &mut B,
        _area: (u32, u32),
    ) -> Result<(), DrawingErrorKind<B::ErrorType>> {
        let origin = points.next().unwrap_or_default();
        (self.paint)(&mut Pen::new(backend, origin, self.scene, self.theme))
    }
}
